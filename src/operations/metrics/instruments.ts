import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds of the classes of durations, in seconds. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Everything that is measured, under the names of docs/operations.md; `registry` writes it out for Prometheus. */
export function createInstruments() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelled = (name: string, help: string, label: string) =>
    new Gauge({ name: `replydesk_${name}`, help, labelNames: [label], registers });
  const gauge = (name: string, help: string) => {
    const one = new Gauge({ name: `replydesk_${name}`, help, registers });
    // Without a value it is left out; prom-client starts with 0.
    one.remove();
    return one;
  };
  const durations = (name: string, help: string, labelNames: string[]) =>
    new Histogram({
      name: `replydesk_${name}_duration_seconds`,
      ...{ help, labelNames, buckets: DURATIONS, registers },
    });
  return {
    registry,
    databaseUp: gauge(
      'database_up',
      'Whether the database answered: 1 or 0. While 0, what it would tell is left out',
    ),
    submissions: labelled('submissions', 'Submissions by state', 'state'),
    oldestWaiting: gauge(
      'oldest_waiting_seconds',
      'Age of the submission that waits longest for the machine',
    ),
    effects: labelled('effects', 'Effects in the outbox by state', 'state'),
    bulks: labelled('bulks', 'Bulk decisions by state', 'state'),
    oldestDue: gauge('effects_oldest_due_seconds', 'How long the effect that is due longest has been due'),
    rulesStopped: gauge('rules_stopped', 'Rules of policies in force that may only hold for now'),
    balanced: gauge(
      'balanced',
      'Whether every invariant held at the last examination: 1 or 0; left out when unknown',
    ),
    violations: labelled('invariant_violations', 'Violations found by the last examination', 'invariant'),
    examinationAge: gauge('examination_age_seconds', 'Time since the last examination'),
    examinationDuration: gauge('examination_duration_seconds', 'Length of the last examination'),
    clockOffset: gauge('clock_offset_seconds', 'How far the database is ahead of the clock of this process'),
    answers: durations('http_request', 'Answers by method, route and class of status', [
      'method',
      'route',
      'status',
    ]),
    verdicts: new Counter({
      name: 'replydesk_verdicts_total',
      help: 'Verdicts of the machine by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    providers: durations('provider', 'Calls of outside services by service and status', [
      'provider',
      'status',
    ]),
    screening: durations('screening', 'Time from the job to the committed verdict, by outcome', ['outcome']),
  };
}

/** Everything that is measured. */
export type Instruments = ReturnType<typeof createInstruments>;
