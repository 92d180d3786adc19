import type { EntityManager } from 'typeorm';
import type { PolicyReplayDetail, PolicyReplayView, ReplayReport } from '../contract/policy-replay-api.js';
import type { PolicyReplay } from '../domain/policy-replay.entity.js';
import type { Rule } from '../domain/policy/rule.js';
import { policySchema } from '../domain/policy.js';
import { Site } from '../domain/site.entity.js';
import { type Language, say } from '../messages/messages.js';
import { policyReplayMessages } from '../messages/policy-replay.messages.js';
import { ruleSentence } from '../messages/signals.messages.js';
import { reportOf } from '../screening/replay/replay-report.js';
import { CELLS, excerptOf, type Tally } from '../screening/replay/tally.js';

/** Replays that a list shows at most, the newest. */
const MOST = 100;

type Row = Omit<PolicyReplayView, 'since' | 'createdAt' | 'startedAt' | 'endedAt' | 'failure'> &
  Pick<PolicyReplay, 'since' | 'createdAt' | 'startedAt' | 'endedAt' | 'failure'>;

const COLUMNS = `id, state, hash, version, draft, since, most as "limit", seen, total, failure,
  created_by as "createdBy", created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`;

/** Replays of a site, newest first, without what they found; null when there is no such site. */
export async function listReplays(
  manager: EntityManager,
  siteKey: string,
  language: Language,
): Promise<PolicyReplayView[] | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  if (site === null) return null;
  const rows: Row[] = await manager.query(
    `select ${COLUMNS} from policy_replay where site_id = $1 order by created_at desc, id limit ${MOST}`,
    [site.id],
  );
  return rows.map((row) => viewOf(row, language));
}

/** A replay of a site with what it found so far; null when there is none. */
export async function findReplay(
  manager: EntityManager,
  { site, id }: { site: string; id: string },
  language: Language,
): Promise<PolicyReplayDetail | null> {
  const rows: (Row & { tally: Tally | null; document: unknown })[] = await manager.query(
    `select ${COLUMNS}, tally, document from policy_replay
      where id = $1 and site_id = (select s.id from site s where s.key = $2)`,
    [id, site],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { tally, document, ...rest } = row;
  if (tally === null) return { ...viewOf(rest, language), report: null };
  const report = await withExcerpts(manager, reportOf(tally));
  const rules = policySchema.safeParse(document).data?.rules ?? [];
  return { ...viewOf(rest, language), report: withReasons(report, rules, language) };
}

function withReasons(report: ReplayReport, rules: readonly Rule[], language: Language): ReplayReport {
  const own = new Map(rules.map(({ id, says }) => [id, says[language]]));
  const whyOf = (rule: string | null) =>
    rule === null ? null : (own.get(rule) ?? ruleSentence(language, rule));
  const fill = (cell: (typeof CELLS)[number]) =>
    report.samples[cell].map((sample) => ({ ...sample, why: whyOf(sample.rule) }));
  return {
    ...report,
    samples: { caught: fill('caught'), freed: fill('freed'), unchanged: fill('unchanged') },
  };
}

function viewOf(row: Row, language: Language): PolicyReplayView {
  const { since, createdAt, startedAt, endedAt, failure, ...rest } = row;
  return {
    ...rest,
    since: since?.toISOString() ?? null,
    failure: failure === null ? null : say(language, policyReplayMessages, `replay.failure.${failure}`),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** The texts are read where they are; what its author withdrew since is shown without. */
async function withExcerpts(manager: EntityManager, report: ReplayReport): Promise<ReplayReport> {
  const ids = CELLS.flatMap((cell) => report.samples[cell].map(({ id }) => id));
  const rows: { id: string; body: string }[] = await manager.query(
    `select id, body from submission where id = any($1::uuid[]) and state <> 'withdrawn'`,
    [ids],
  );
  const texts = new Map(rows.map(({ id, body }) => [id, excerptOf(body)]));
  const fill = (cell: (typeof CELLS)[number]) =>
    report.samples[cell].map((sample) => ({ ...sample, excerpt: texts.get(sample.id) ?? '' }));
  return {
    ...report,
    samples: { caught: fill('caught'), freed: fill('freed'), unchanged: fill('unchanged') },
  };
}
