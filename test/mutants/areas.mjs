import { MUTANTS as DECIDE } from './lists/decide.mjs';
import { MUTANTS as INTAKE_DOORS } from './lists/intake-doors.mjs';
import { MUTANTS as INTAKE_STORE } from './lists/intake-store.mjs';
import { MUTANTS as SETTLE } from './lists/settle.mjs';
import { MUTANTS as SWEEPER } from './lists/sweeper.mjs';

/**
 * What is mutated (`mutate` by the mutators of Stryker, `listed` by lists of ours) and the tests that must notice. Each area is a run of
 * its own, with few spec files, for every mutant may run all of them.
 */
export const AREAS = {
  decide: {
    mutate: [
      'src/domain/decide.ts',
      'src/domain/submission-state.ts',
      'src/screening/pipeline/run-pipeline.ts',
    ],
    listed: DECIDE,
    specs: [
      'src/screening/pipeline/*.spec.ts',
      'src/domain/decide.spec.ts',
      'src/domain/decide-rules.spec.ts',
      'src/domain/policy/*.spec.ts',
      'src/domain/submission-state.spec.ts',
    ],
  },
  settle: {
    mutate: ['src/domain/settle-submission.ts', 'src/domain/write-effects.ts'],
    listed: SETTLE,
    specs: [
      'src/domain/submission-state.spec.ts',
      'test/integration/settle-records.spec.ts',
      'test/integration/settle-hints.spec.ts',
      'test/integration/settle-submission.spec.ts',
    ],
  },
  verdict: {
    mutate: ['src/screening/settle-verdict.ts', 'src/screening/screen-submission.ts'],
    listed: [],
    specs: ['test/integration/settle-verdict.spec.ts'],
  },
  sweeper: {
    mutate: ['src/screening/screening.sweeper.ts', 'src/screening/hold-submissions.ts'],
    listed: SWEEPER,
    specs: ['test/integration/sweeper.spec.ts', 'test/integration/sweeper-shutdown.spec.ts'],
  },
  'intake-fields': {
    mutate: [
      'src/intake/submission-form.ts',
      'src/intake/author-url.ts',
      'src/intake/author-cookies.ts',
      'src/intake/redirect-location.ts',
      'src/intake/submission-receipt.ts',
      'src/intake/visible-length.ts',
    ],
    listed: [],
    specs: ['src/intake/*.spec.ts'],
  },
  'intake-store': {
    mutate: [
      'src/intake/receive-submission.ts',
      'src/intake/store-batch.ts',
      'src/intake/store-statement.ts',
      'src/intake/submission-row.ts',
    ],
    listed: INTAKE_STORE,
    specs: [
      'src/intake/submission-row.spec.ts',
      'src/intake/receive-submission.spec.ts',
      'src/intake/store-statement.spec.ts',
      'test/integration/receive-submission.spec.ts',
      'test/integration/receive-safely.spec.ts',
      'test/integration/receive-batches.spec.ts',
    ],
  },
  'intake-doors': {
    mutate: ['src/intake/find-door.query.ts'],
    listed: INTAKE_DOORS,
    specs: ['test/integration/find-door.spec.ts'],
  },
};
