import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { SampleAnswered } from '../../contract/samples-api.js';
import { inTransaction } from '../../database/transaction-conflict.js';
import type { SampleChoice, SampleKind } from '../../domain/sample.entity.js';
import { recordIn } from '../record-decision.js';
import { undoIn } from '../undo-decision.js';
import { isInvolved } from './involved.js';

/** What came of an answer, or why there is none: there is no such sample, or it is not this person's to answer any more. */
export type AnswerResult = SampleAnswered | 'unknown' | 'overtaken';

interface Row {
  submission: string;
  version: number;
  /** Of the submission, now. */
  current: number;
  kind: SampleKind;
  expected: SampleChoice;
  moderator: string | null;
  choice: SampleChoice | null;
  decision: string | null;
  /** Somebody else has it on screen. */
  taken: boolean;
  involved: boolean;
}

/** Takes answers to second looks, and does what follows from them. */
@Injectable()
export class AnswerSample {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Keeps the answer. Where a person would do otherwise than the machine did, the person's word is carried out as a decision;
   * where two persons differ a third one is asked, whose word is carried out. What people agreed on before changes nothing.
   */
  answer(id: string, moderatorId: string, choice: SampleChoice): Promise<AnswerResult> {
    return inTransaction<AnswerResult>(this.dataSource, async (manager) => {
      const sample = await lockedSample(manager, id, moderatorId);
      if (sample === undefined) return 'unknown';
      if (sample.choice !== null || sample.taken || sample.involved || sample.version !== sample.current)
        return 'overtaken';
      const agreed = (choice === 'approved') === (sample.expected === 'approved');
      await manager.query(
        `update sample set choice = $2, moderator_id = $3, answered_at = now(), until = null where id = $1`,
        [id, choice, moderatorId],
      );
      const led = agreed ? 'none' : await follow(manager, { ...sample, id, moderatorId, choice });
      return { id, agreed, led, before: beforeOf(sample) } as const;
    }).catch(overtaken);
  }

  /** Takes an answer back, with the decision or the question that followed from it, and hands it to the same person again. */
  takeBack(id: string, moderatorId: string): Promise<'done' | 'unknown' | 'overtaken'> {
    return inTransaction(this.dataSource, async (manager) => {
      const sample = await lockedSample(manager, id, moderatorId);
      if (sample?.choice == null || sample.moderator !== moderatorId) return 'unknown';
      let { version } = sample;
      if (sample.decision !== null) {
        const undone = await undoIn(manager, {
          submissionId: sample.submission,
          moderatorId,
          version: sample.current,
        });
        if (undone.kind !== 'recorded') return 'overtaken';
        version = undone.result.version;
      } else if (sample.kind === 'double' && !(await withdrawThird(manager, sample.submission)))
        return 'overtaken';
      await manager.query(
        `update sample set choice = null, answered_at = null, decision_id = null, version = $2,
                until = now() + interval '5 minutes' where id = $1`,
        [id, version],
      );
      return 'done';
    });
  }

  /** Leaves it to somebody else. @returns whether it is there, and open. */
  async pass(id: string, moderatorId: string): Promise<boolean> {
    const [rows]: [unknown[], number] = await this.dataSource.query(
      `update sample set passed_by = passed_by || $2::uuid, moderator_id = null, until = null
        where id = $1 and answered_at is null and (moderator_id is null or moderator_id = $2) returning 1`,
      [id, moderatorId],
    );
    return rows.length > 0;
  }
}

async function lockedSample(
  manager: EntityManager,
  id: string,
  moderatorId: string,
): Promise<Row | undefined> {
  const [row]: Row[] = await manager.query(
    `select s.id as submission, x.version, s.version as current, x.kind, x.expected, x.moderator_id as moderator, x.choice,
            x.decision_id as decision, x.moderator_id <> $2 and x.until > now() as taken,
            ${isInvolved('$2::uuid', 's.id')} as involved
       from sample x join submission s on s.id = x.submission_id where x.id = $1 for update of x`,
    [id, moderatorId],
  );
  return row;
}

/** A colleague was faster with the submission: nothing of the answer may be kept. */
class Overtaken extends Error {}

function overtaken(error: unknown): 'overtaken' {
  if (error instanceof Overtaken) return 'overtaken';
  throw error;
}

/** Does what follows from an answer that differs. @throws Overtaken */
async function follow(
  manager: EntityManager,
  { id, submission, version, kind, expected, moderatorId, choice }: Answer,
): Promise<SampleAnswered['led']> {
  if (kind === 'golden') return 'none';
  if (kind === 'double') {
    await manager.query(
      `insert into sample (id, submission_id, version, kind, expected) values ($1, $2, $3, 'third', $4)`,
      [randomUUID(), submission, version, expected],
    );
    return 'third';
  }
  const reject = choice === 'approved' ? null : choice;
  const result = await recordIn(manager, {
    submissionId: submission,
    moderatorId,
    reject,
    note: null,
    version,
  });
  if (result.kind !== 'recorded') throw new Overtaken();
  await manager.query('update sample set decision_id = $2 where id = $1', [id, result.result.decisionId]);
  return 'changed';
}

interface Answer extends Row {
  id: string;
  moderatorId: string;
  choice: SampleChoice;
}

/** Takes back that somebody else is asked. @returns false when somebody looks at it already, or answered. */
async function withdrawThird(manager: EntityManager, submission: string): Promise<boolean> {
  const [later]: { id: string; busy: boolean }[] = await manager.query(
    `select id, choice is not null or until > now() as busy from sample
      where submission_id = $1 and kind = 'third' for update`,
    [submission],
  );
  if (later === undefined) return true;
  if (later.busy) return false;
  await manager.query('delete from sample where id = $1', [later.id]);
  return true;
}

function beforeOf({ kind, expected }: Row): SampleAnswered['before'] {
  if (kind === 'golden') return { by: 'known', choice: expected };
  return { by: kind === 'double' || kind === 'third' ? 'person' : 'machine', choice: expected };
}
