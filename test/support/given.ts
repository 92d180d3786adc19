import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Comment } from '../../src/domain/comment.entity.js';
import { digest, fold, foldLine, languageOfText } from '../../src/domain/fold.js';
import { Moderator, type Role } from '../../src/domain/moderator.entity.js';
import { PolicyVersion } from '../../src/domain/policy.entity.js';
import { type Policy, policyHash, policySchema } from '../../src/domain/policy.js';
import { settleSubmissions, type VerdictRecord } from '../../src/domain/settle-submission.js';
import type { Signal } from '../../src/domain/signal.js';
import { Site } from '../../src/domain/site.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Thread } from '../../src/domain/thread.entity.js';
import type { Outcome } from '../../src/domain/verdict.entity.js';
import { startPolicy } from '../../src/sites/first-run.js';

let counter = 0;

function next(): number {
  counter += 1;
  return counter;
}

/** What a test may say of a submission it needs. */
export interface SubmissionWish {
  siteId?: string;
  threadId?: string;
  name?: string;
  email?: string;
  url?: string;
  body?: string;
  parentNumber?: number | null;
  userAgent?: string;
  address?: string | null;
  addressHash?: string | null;
  networkHash?: string | null;
  receivedAt?: Date;
}

/** The rule by which the machine came to an outcome, where a test does not care. */
const USUAL_RULE: Record<Outcome, string> = {
  approve: 'default',
  hold: 'first-comments',
  reject: 'disallowed-words',
};

const OUTCOME_STATE = { approve: 'approved', hold: 'held', reject: 'rejected' } as const;

/** Inserts rows a test starts from, and returns them as stored. */
export function given(dataSource: DataSource) {
  const rows = {
    async site(wish: Partial<Site> = {}): Promise<Site> {
      const n = next();
      const site = {
        id: randomUUID(),
        key: `site-${n}`,
        name: `Site ${n}`,
        url: null,
        locale: 'en',
        locales: ['en'],
        ...wish,
      };
      await dataSource.getRepository(Site).insert(site as Site);
      await startPolicy(dataSource.manager, site.id);
      return dataSource.getRepository(Site).findOneByOrFail({ id: site.id });
    },

    async defaultSite(): Promise<Site> {
      return dataSource.getRepository(Site).findOneByOrFail({ key: 'default' });
    },

    async thread(wish: Partial<Thread> = {}): Promise<Thread> {
      const n = next();
      const siteId = wish.siteId ?? (await rows.defaultSite()).id;
      const thread = {
        id: randomUUID(),
        key: String(1000 + n),
        title: `Thread ${n}`,
        url: null,
        ...wish,
        siteId,
      };
      await dataSource.getRepository(Thread).insert(thread);
      return dataSource.getRepository(Thread).findOneByOrFail({ id: thread.id });
    },

    /** A submission in state `received`. */
    async submission(wish: SubmissionWish = {}): Promise<Submission> {
      const n = next();
      const threadId =
        wish.threadId ?? (await rows.thread(wish.siteId === undefined ? {} : { siteId: wish.siteId })).id;
      const thread = await dataSource.getRepository(Thread).findOneByOrFail({ id: threadId });
      const { name = `Reader ${n}`, email = `reader${n}@example.org`, body = `Comment ${n}` } = wish;
      const id = randomUUID();
      await dataSource
        .createQueryBuilder()
        .insert()
        .into(Submission)
        .values({
          id,
          siteId: thread.siteId,
          threadId,
          parentNumber: wish.parentNumber ?? null,
          authorName: name,
          authorEmail: email,
          authorUrl: wish.url ?? '',
          nameKey: foldLine(name),
          emailKey: fold(email),
          body,
          userAgent: wish.userAgent ?? 'test',
          address: wish.address ?? null,
          addressHash: wish.addressHash ?? null,
          networkHash: wish.networkHash ?? null,
          language: languageOfText(body),
          duplicateHash: digest(id),
          textHash: digest(foldLine(body)),
          ...(wish.receivedAt === undefined ? {} : { receivedAt: wish.receivedAt }),
        })
        .updateEntity(false)
        .execute();
      return dataSource.getRepository(Submission).findOneByOrFail({ id });
    },

    /** A submission that the machine has settled with `outcome`. */
    async settled(
      outcome: Outcome,
      wish: SubmissionWish = {},
      signals: Signal[] = [],
      said: Partial<VerdictRecord> | string = {},
    ): Promise<Submission> {
      const { rule = USUAL_RULE[outcome], ...more } = typeof said === 'string' ? { rule: said } : said;
      const submission = await rows.submission(wish);
      const policy = await rows.policyInForce(submission.siteId);
      await dataSource.transaction((manager) =>
        settleSubmissions(manager, [
          {
            submissionId: submission.id,
            from: 'received',
            version: submission.version,
            to: OUTCOME_STATE[outcome],
            reason: rule,
            record: {
              kind: 'verdict',
              policyId: policy.id,
              outcome,
              rule,
              matched: [rule],
              signals,
              score: 0,
              symbols: [],
              engine: 'test',
              ...more,
            },
          },
        ]),
      );
      return dataSource.getRepository(Submission).findOneByOrFail({ id: submission.id });
    },

    heldSubmission: (wish: SubmissionWish = {}): Promise<Submission> => rows.settled('hold', wish),

    async approvedComment(wish: SubmissionWish = {}): Promise<Comment> {
      const submission = await rows.settled('approve', wish);
      return dataSource.getRepository(Comment).findOneByOrFail({ submissionId: submission.id });
    },

    policyInForce(siteId: string): Promise<PolicyVersion> {
      return dataSource
        .getRepository(PolicyVersion)
        .findOneOrFail({ where: { siteId }, order: { version: 'DESC' } });
    },

    /** A new policy version: the one in force with some fields changed. */
    async policy(siteId: string, patch: Partial<Policy>): Promise<PolicyVersion> {
      const last = await rows.policyInForce(siteId);
      const document = policySchema.parse({ ...last.document, ...patch });
      const row = {
        id: randomUUID(),
        siteId,
        version: last.version + 1,
        hash: policyHash(document),
        document,
        createdBy: 'test',
      };
      await dataSource.getRepository(PolicyVersion).insert(row as PolicyVersion);
      return rows.policyInForce(siteId);
    },

    /** A moderator whose password matches nothing unless `passwordHash` is given. */
    async moderator(wish: Partial<Moderator> & { role?: Role } = {}): Promise<Moderator> {
      const n = next();
      const moderator = {
        id: randomUUID(),
        email: `moderator${n}@example.org`,
        name: `Moderator ${n}`,
        role: 'moderator' as Role,
        passwordHash: '!',
        ...wish,
      };
      await dataSource.getRepository(Moderator).insert(moderator);
      return dataSource.getRepository(Moderator).findOneByOrFail({ id: moderator.id });
    },
  };
  return rows;
}
