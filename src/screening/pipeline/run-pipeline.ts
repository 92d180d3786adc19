import type { Signal } from '../../domain/signal.js';
import type { ScreeningContext, Stage } from './stage.js';

/** Longest message of a failure that is kept, in UTF-16 code units. */
const MESSAGE_LENGTH = 300;

/**
 * Runs the stages in order. A stage that throws, gives a score that is none, or takes longer than `limitMs`
 * milliseconds, gives the signal `stage-failed` instead; the others still run.
 */
export async function runPipeline(
  stages: readonly Stage[],
  context: ScreeningContext,
  limitMs: number,
): Promise<Signal[]> {
  const signals: Signal[] = [];
  for (const stage of stages) signals.push(...(await runStage(stage, context, limitMs)));
  return signals;
}

async function runStage(stage: Stage, context: ScreeningContext, limitMs: number): Promise<Signal[]> {
  try {
    const answer = stage.run(context);
    const signals = answer instanceof Promise ? await withinLimit(answer, limitMs) : answer;
    for (const { kind, score } of signals) {
      if (!(score >= 0 && score <= 1)) throw new RangeError(`the score of ${kind} is ${score}`);
    }
    return signals;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      {
        kind: 'stage-failed',
        score: 1,
        evidence: { stage: stage.name, message: message.slice(0, MESSAGE_LENGTH) },
      },
    ];
  }
}

async function withinLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
