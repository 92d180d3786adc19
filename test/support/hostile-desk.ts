import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { authorKeyOf, type Keys } from '../../src/domain/keys.js';
import type { PolicyVersion } from '../../src/domain/policy.entity.js';
import type { Moderator } from '../../src/domain/moderator.entity.js';
import { PanicSwitch } from '../../src/domain/panic-switch.entity.js';
import { PolicyDraft } from '../../src/domain/policy-draft.entity.js';
import { type Policy, policyHash, policySchema } from '../../src/domain/policy.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import type { Signal } from '../../src/domain/signal.js';
import { examine } from '../../src/operations/doctor.js';
import { storeExamination } from '../../src/operations/examinations.js';
import { SETTINGS } from './doctor.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { given } from './given.js';

/** What a stored item must be shown as, character for character. */
export interface HostileItem {
  id: string;
  name: string;
  text: string;
  title: string;
  note: string;
}

/** Held submissions of one thread. */
export const PER_THREAD = 5;

type Pick = (field: number) => string;

/** What the machine says of a submission, with a text wherever a rule, a stage or a service may have put one. */
function signalsOf(pick: Pick): Signal[] {
  const span = { field: 'text', start: 0, end: 5 } as const;
  return [
    { kind: 'disallowed-words', score: 1, evidence: { hits: [{ word: pick(6), seenAs: 'text', span }] } },
    {
      kind: 'listed-terms',
      score: 1,
      evidence: {
        hits: [
          { list: pick(7), term: pick(8), seenAs: 'text', span },
          { list: 'x', term: 'x', seenAs: 'text', span: { field: 'name', start: 1, end: 3 } },
        ],
      },
    },
    { kind: 'patterns', score: 1, evidence: { hits: [{ pattern: pick(9), span }] } },
    {
      kind: 'link-history',
      score: 1,
      evidence: { fresh: 1, domains: [pick(10)], recent: 0, minutes: 60 },
    },
    {
      kind: 'provider',
      score: 0.5,
      evidence: {
        calls: [
          {
            id: 'chat',
            status: 'ok',
            reason: pick(11),
            model: pick(12),
            labels: { spam: 0.7 },
            clause: pick(13),
            sent: ['text'],
            ms: 3,
          },
        ],
      },
    },
    { kind: 'stage-failed', score: 1, evidence: { stage: pick(14), message: pick(15) } },
    { kind: 'screening-failed', score: 1, evidence: { tries: 1, message: pick(16) } },
  ];
}

/** A policy that says payloads wherever an editor may write, and lists every one of them. */
function policyOf(payloads: readonly string[], pick: Pick): Policy {
  const terms = [...new Set(payloads.map((text) => text.slice(0, 200).trim()))].filter((text) => text !== '');
  return policySchema.parse({
    disallowed_words: terms.slice(0, 40),
    lists: {
      bad: { says: { en: pick(1), ja: pick(2) }, mode: 'inside', terms: terms.slice(40) },
      aliases: {
        mode: 'exact',
        terms: [{ term: 'term', except: terms.slice(0, 9), aliases: terms.slice(9, 18) }],
      },
    },
    patterns: { handler: { regex: 'on[a-z]+=', says: { en: pick(3), ja: pick(4) } } },
    rules: [5, 6, 7, 8].map((field) => ({
      id: `rule-${field}`,
      says: { en: pick(field), ja: pick(field + 4) },
      when: field % 2 === 0 ? { contains: '@bad' } : { matches: '@handler' },
      // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
      then: { weight: 1 },
      mode: field === 8 ? 'shadow' : 'live',
    })),
  });
}

/**
 * A desk into which strangers, machines and colleagues have written payloads wherever they can write; one held submission
 * for each, another payload in each of its fields.
 */
export async function seedHostileDesk(
  dataSource: DataSource,
  { payloads, keys, ada }: { payloads: readonly string[]; keys: Keys; ada: string },
): Promise<HostileItem[]> {
  const rows = given(dataSource);
  const at = (index: number) => payloads[index % payloads.length] ?? '';
  const site = await rows.defaultSite();
  await dataSource.query(
    `update site set name = $1, webhook_url = $2, webhook_secret = 'whsec_x', webhook_since = now()`,
    [at(3), `https://news.example/?${encodeURI(at(5))}`],
  );
  const policy = await rows.policy(
    site.id,
    policyOf(payloads, (field) => at(field * 7).slice(0, 300)),
  );
  const items: HostileItem[] = [];
  for (let start = 0; start < payloads.length; start += PER_THREAD) {
    const indexes = [...payloads.keys()].slice(start, start + PER_THREAD);
    const url = start % 2 === 0 ? at(start + 1) : null;
    const thread = await rows.thread({ title: at(start), url, key: `${start} ${at(start + 2)}` });
    const of = { at, keys, policy, thread };
    items.push(...(await Promise.all(indexes.map((index) => hostileItem(dataSource, { index, ...of })))));
  }
  await decidedBy(dataSource, { ada, policyId: policy.id, payloads });
  await toLookAtAgain(dataSource, payloads);
  await aroundPolicies(dataSource, { siteId: site.id, document: policy.document, pick: at });
  await dataSource.query(
    `update outbox set state = 'dead', attempts = 3, finished_at = now(), last_error = $1`,
    [at(77)],
  );
  return items;
}

async function hostileItem(
  dataSource: DataSource,
  {
    index,
    at,
    keys,
    policy,
    thread,
  }: { index: number; at: Pick; keys: Keys; policy: PolicyVersion; thread: Thread },
): Promise<HostileItem> {
  const rows = given(dataSource);
  const pick: Pick = (field) => at(index + field * 17);
  const wish = {
    receivedAt: new Date(Date.UTC(2027, 0, 4, 0, 0, index)),
    ...{ threadId: thread.id, name: pick(1), email: pick(2), url: pick(3), body: at(index) },
    ...{ userAgent: pick(18), addressHash: 'one' },
  };
  const symbols = policy.document.rules.map(({ id, mode }) => ({
    ...{ rule: id, mode, action: null, weight: 1, group: null, reason: pick(19), because: [], spans: [] },
  }));
  const said = { rule: 'rule-5', matched: ['rule-5', pick(20)], symbols, score: 9, engine: pick(21) };
  const stored = await rows.settled('hold', wish, signalsOf(pick), said);
  const colleague = await rows.moderator({ name: pick(22), email: `${index}${pick(23)}` });
  await besides({ dataSource, colleague, submissionId: stored.id, key: authorKeyOf(keys, stored) }, pick);
  return { id: stored.id, name: wish.name, text: stored.body, title: thread.title, note: pick(24) };
}

/** What colleagues and readers write on a submission: a note, a flag, a report, a measure. */
async function besides(
  of: { dataSource: DataSource; colleague: Moderator; submissionId: string; key: string | null },
  pick: Pick,
): Promise<void> {
  const { dataSource, colleague, submissionId } = of;
  const row = [randomUUID(), submissionId, colleague.id];
  await dataSource.query(
    `insert into note (id, submission_id, moderator_id, about, text) values ($1, $2, $3, 'submission', $4)`,
    [...row, pick(24)],
  );
  await dataSource.query(
    `insert into review_flag (id, submission_id, moderator_id, kind, note) values ($1, $2, $3, 'second-opinion', $4)`,
    [...row, pick(25)],
  );
  await dataSource.query(`insert into report (id, submission_id, kind, note) values ($1, $2, 'hate', $3)`, [
    ...row.slice(0, 2),
    pick(27),
  ]);
  await dataSource.query(
    `insert into author_measure (id, submission_id, moderator_id, author_key, kind, reason)
     values ($1, $2, $3, $4, 'hold_always', $5)`,
    [...row, of.key ?? 'nobody', pick(26)],
  );
}

/** Decisions with payloads for notes by one person, so that the pages of what was decided show them too. */
async function decidedBy(
  dataSource: DataSource,
  { ada, policyId, payloads }: { ada: string; policyId: string; payloads: readonly string[] },
): Promise<void> {
  const rows = given(dataSource);
  const thread = await rows.thread({ title: payloads[0] ?? '' });
  for (const [index, text] of payloads.slice(0, 40).entries()) {
    const { id, version } = await rows.heldSubmission({
      threadId: thread.id,
      body: text,
      name: payloads[index + 40] ?? '',
    });
    const record = { kind: 'decision', policyId, moderatorId: ada, undoesId: null } as const;
    await dataSource.transaction((manager) =>
      settleSubmissions(manager, [
        {
          ...{ submissionId: id, from: 'held', version, to: 'rejected', reason: 'abuse' },
          record: { ...record, act: 'reject', reason: 'abuse', note: text },
        },
      ]),
    );
  }
}

/** A second look with payloads for all that it shows. */
async function toLookAtAgain(dataSource: DataSource, payloads: readonly string[]): Promise<void> {
  const rows = given(dataSource);
  const thread = await rows.thread({ title: payloads[2] ?? '' });
  const wish = { threadId: thread.id, name: payloads[3] ?? '' };
  const parent = await rows.settled('approve', { ...wish, body: payloads.slice(0, 10).join('\n') });
  const answer = await rows.settled('approve', {
    ...{ ...wish, body: payloads.join('\n').slice(0, 60_000), parentNumber: parent.number },
  });
  await dataSource.query(
    `insert into sample (id, submission_id, version, kind, expected) values (gen_random_uuid(), $1, $2, 'audit', 'approved')`,
    [answer.id, answer.version],
  );
}

/** A draft, a switch and an examination, with payloads for the reasons people give. */
async function aroundPolicies(
  dataSource: DataSource,
  of: { siteId: string; document: Policy; pick: Pick },
): Promise<void> {
  const { siteId, document, pick } = of;
  const changed = { ...document, max_links: 7 };
  await dataSource.getRepository(PolicyDraft).insert({
    ...{ id: randomUUID(), siteId, number: 1, hash: policyHash(changed), document: changed },
    ...{ note: pick(30), createdBy: pick(31) },
  } as PolicyDraft);
  await dataSource.getRepository(PanicSwitch).insert({
    ...{
      id: randomUUID(),
      siteId,
      threadId: null,
      name: 'hold-all',
      isOn: true,
      reason: pick(32),
      endsAt: null,
    },
    createdBy: pick(33),
  } as PanicSwitch);
  const report = await examine(dataSource, SETTINGS);
  const [first, ...others] = report.checks;
  if (first === undefined) throw new Error('nothing was examined');
  const examples = [{ subject: pick(34), facts: { [pick(35)]: pick(36) } }];
  const checks = [{ ...first, violations: 1, examples }, ...others];
  await storeExamination(dataSource.manager, {
    ...{ result: { report: { ...report, balanced: false, checks } }, durationMs: 5, complete: true },
  });
}
