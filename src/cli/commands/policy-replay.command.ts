import { z } from 'zod';
import type { ReplayGroup, ReplayJudgement, ReplayReport } from '../../contract/policy-replay-api.js';
import { Site } from '../../domain/site.entity.js';
import { type Rate } from '../../domain/wilson.js';
import { replayBatch, type ReplayRange } from '../../screening/replay/replay-batch.js';
import { reportOf } from '../../screening/replay/replay-report.js';
import { emptyTally } from '../../screening/replay/tally.js';
import { readPolicyDocument } from '../../sites/policy-document.js';
import { type CommandContext, type CommandHandler, printJson, refuseOptions } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';
import { refuseDocument, textOf } from './policy.command.js';

/** Submissions that are replayed unless told otherwise. */
const LIMIT = 10_000;

/** Samples of a cell that are printed for people; `--json` has all. */
const SHOWN = 10;

const optionsSchema = z.object({
  site: z.string(),
  file: z.string(),
  since: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .transform((value) => new Date(value))
    .optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(LIMIT),
  json: z.boolean().default(false),
});

/** Tells what another policy would have made of a site's submissions, against what people decided. Writes nothing. */
export const policyReplay: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site: key, file, since = null, limit, json } = parsed.data;
  const text = await textOf(context, file);
  if (text === undefined) return 1;
  const read = readPolicyDocument(text, context.language);
  if (!read.ok) return refuseDocument(context, read.problems, json);
  return withStores(context, async ({ dataSource }) => {
    const site = await dataSource.getRepository(Site).findOneBy({ key });
    if (site === null) return context.refuse('cli.unknownSite', { key });
    const tally = emptyTally();
    let range: ReplayRange | null = { siteId: site.id, below: Number.MAX_SAFE_INTEGER, since, left: limit };
    while (range !== null) range = await replayBatch(dataSource, { policy: read.policy, range, tally });
    const report = reportOf(tally);
    if (json) printJson(context, { site: key, ...report });
    else for (const line of linesOf(context, report)) context.terminal.out(line);
    return 0;
  });
};

const OUTCOMES = ['approve', 'hold', 'reject'] as const;

function linesOf(context: CommandContext, report: ReplayReport): string[] {
  const say: CommandContext['say'] = (key, values) => context.say(key, values);
  const { coverage, caught, freed, unchanged, moves, people, languages, threads } = report;
  return [
    say('replay.coverage', coverage),
    say('replay.cells', { caught, freed, unchanged }),
    '',
    ...table([
      say('replay.moveHeading').split('|'),
      ...OUTCOMES.map((before) => [
        say(`replay.outcome.${before}`),
        ...OUTCOMES.map((after) => String(moves[before][after])),
      ]),
    ]),
    '',
    say('replay.people'),
    ...table([
      say('replay.peopleHeading').split('|'),
      peopleRow(context, say('replay.then'), people.before),
      peopleRow(context, say('replay.now'), people.after),
    ]),
    '',
    ...table([
      say('replay.languageHeading').split('|'),
      ...languages.map(({ language, ...group }) => groupRow(context, language ?? '-', group)),
    ]),
    '',
    ...table([
      say('replay.threadHeading').split('|'),
      ...threads.map(({ key, title, ...group }) => groupRow(context, `${key} ${title}`.slice(0, 60), group)),
    ]),
    ...(['caught', 'freed'] as const).flatMap((cell) => samplesOf(context, report, cell)),
  ];
}

function peopleRow(context: CommandContext, name: string, judged: ReplayJudgement): string[] {
  const counts = [judged.caughtRejected, judged.caughtApproved, judged.freeRejected, judged.freeApproved];
  return [name, rateOf(context, judged.precision), rateOf(context, judged.recall), ...counts.map(String)];
}

function groupRow(context: CommandContext, name: string, { seen, caught, freed, people }: ReplayGroup) {
  const counts = [seen, caught, freed].map(String);
  return [name, ...counts, rateOf(context, people.precision), rateOf(context, people.recall)];
}

/** A share with its interval, in the person's language; `-` without a case. */
export function rateOf(context: CommandContext, rate: Rate | null): string {
  return rate === null
    ? '-'
    : context.say('replay.rate', { value: rate.value, low: rate.low, high: rate.high });
}

function samplesOf(context: CommandContext, { samples }: ReplayReport, cell: 'caught' | 'freed'): string[] {
  if (samples[cell].length === 0) return [];
  const lines = samples[cell].slice(0, SHOWN).map(({ id, number, after, excerpt }) => {
    const outcome = context.say(`replay.outcome.${after}`);
    return `  #${number} ${id} ${outcome}: ${excerpt.replaceAll(/\p{C}/gu, '')}`;
  });
  return ['', context.say(`replay.${cell}`), ...lines];
}
