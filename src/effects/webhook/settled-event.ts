import type { EntityManager } from 'typeorm';
import type { SubmissionSettledEvent } from '../../contract/webhook.js';
import type { SubmissionState } from '../../domain/submission-state.js';
import type { Outcome } from '../../domain/verdict.entity.js';
import type { EffectTry } from '../effect-handler.js';

/** What is to be sent, where to, and with which secrets it is signed (the newest first). */
export interface WebhookMessage {
  url: string;
  secrets: string[];
  event: SubmissionSettledEvent;
}

/** A message, or why there is none: the site no longer wants any, or what it tells of is gone. */
export type LoadedMessage = { kind: 'message'; message: WebhookMessage } | { kind: 'none'; reason: string };

interface MessageRow {
  number: number;
  site: string;
  thread: string;
  url: string | null;
  secret: string | null;
  previous_secret: string | null;
  outcome: Outcome | null;
  recheck: boolean | null;
  screened_at: Date | null;
  from_state: SubmissionState | null;
  to_state: SubmissionState | null;
  version: number | null;
  decided_at: Date | null;
}

const STATE_OF: Record<Outcome, SubmissionState> = { approve: 'approved', hold: 'held', reject: 'rejected' };

/** A machine moves a submission from `received` and version 1, and once more from `held` when it looks again. */
const VERSION_OF_VERDICT = 2;

/** Reads what an effect tells: the submission as the verdict or decision left it, whatever became of it later. */
export async function loadMessage(manager: EntityManager, effect: EffectTry): Promise<LoadedMessage> {
  const [row]: MessageRow[] = await manager.query(
    `select s.number::float8 as number, site.key as site, thread.key as thread,
            site.webhook_url as url, site.webhook_secret as secret,
            case when site.webhook_previous_secret_until > now() then site.webhook_previous_secret end as previous_secret,
            v.outcome, v.recheck, v.created_at as screened_at,
            d.from_state, d.to_state, d.version, d.created_at as decided_at
       from submission s
       join site on site.id = s.site_id
       join thread on thread.id = s.thread_id
       left join verdict v on v.id = $2 and v.submission_id = s.id
       left join decision d on d.id = $2 and d.submission_id = s.id
      where s.id = $1`,
    [effect.submissionId, effect.recordId],
  );
  if (row === undefined) return { kind: 'none', reason: 'its submission does not exist' };
  if (row.url === null || row.secret === null) return { kind: 'none', reason: 'the site has no webhook' };
  const change = changeOf(row);
  if (change === undefined) return { kind: 'none', reason: 'its verdict or decision does not exist' };
  const { at, ...rest } = change;
  const { number, site, thread } = row;
  return {
    kind: 'message',
    message: {
      url: row.url,
      secrets: [row.secret, ...(row.previous_secret === null ? [] : [row.previous_secret])],
      event: {
        type: 'submission.settled',
        timestamp: at.toISOString(),
        data: { id: effect.submissionId, number, site, thread, record: effect.recordId, ...rest },
      },
    },
  };
}

type Change = Pick<SubmissionSettledEvent['data'], 'state' | 'previousState' | 'version' | 'by'> & {
  at: Date;
};

function changeOf(row: MessageRow): Change | undefined {
  const { outcome, recheck, screened_at, from_state, to_state, version, decided_at } = row;
  if (outcome !== null && screened_at !== null) {
    const state = STATE_OF[outcome];
    return recheck === true
      ? { state, previousState: 'held', version: VERSION_OF_VERDICT + 1, by: 'machine', at: screened_at }
      : { state, previousState: 'received', version: VERSION_OF_VERDICT, by: 'machine', at: screened_at };
  }
  if (from_state === null || to_state === null || version === null || decided_at === null) return undefined;
  return { state: to_state, previousState: from_state, version, by: 'person', at: decided_at };
}
