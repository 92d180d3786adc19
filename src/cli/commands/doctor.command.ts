import { z } from 'zod';
import { SUBMISSION_STATES } from '../../domain/submission-state.js';
import { doctorMessages } from '../../messages/doctor.messages.js';
import { say } from '../../messages/messages.js';
import { type DoctorReport, examine, invariantSettings } from '../../operations/doctor.js';
import { type CommandContext, type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';

const optionsSchema = z.object({ json: z.boolean().default(false) });

/** Proves that nothing is lost and nothing public that nobody approved; exit code 1 and a list otherwise. */
export const doctor: CommandHandler = (context, options) => {
  const { json } = optionsSchema.parse(options);
  return withStores(context, async ({ dataSource, config }) => {
    const report = await examine(dataSource, invariantSettings(config));
    if (json) printJson(context, report);
    else for (const line of linesOf(context, report)) context.terminal.out(line);
    return report.balanced ? 0 : 1;
  });
};

/** A report as people read it. */
export function linesOf(context: CommandContext, report: DoctorReport): string[] {
  const states = SUBMISSION_STATES.map(
    (state) => `${context.say(`cli.state.${state}`)} ${report.states[state]}`,
  ).join(' + ');
  return [
    context.say('cli.doctorAt', { at: report.at }),
    context.say('cli.doctorSum', { accepted: report.accepted, states }),
    '',
    ...report.checks.flatMap(({ key, violations, examples }) => [
      `${violations === 0 ? '✓' : '✗'} ${say(context.language, doctorMessages, `doctor.${key}`)}`,
      ...(violations === 0 ? [] : [`    ${context.say('cli.doctorViolations', { violations })}`]),
      ...examples.map(({ subject, facts }) => `    ${subject}  ${JSON.stringify(facts)}`),
      ...(violations > examples.length ? ['    …'] : []),
    ]),
    '',
    context.say(report.balanced ? 'cli.doctorBalanced' : 'cli.doctorUnbalanced'),
  ];
}
