import type { Stage } from '../pipeline/stage.js';

/** Whether the thread still takes submissions: it may have been closed or hidden since this one came; its age and size. */
export const threadStateStage: Stage = {
  name: 'thread-state',
  gives: ['thread-state'],
  run({ thread, threadRecord }) {
    const closed = thread.closed || thread.hidden;
    return [{ kind: 'thread-state', score: closed ? 1 : 0, evidence: { closed, ...threadRecord } }];
  },
};
