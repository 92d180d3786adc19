import { createInterface } from 'node:readline';
import { z } from 'zod';
import { DEFAULT_RULE } from '../../domain/decide.js';
import type { Policy } from '../../domain/policy.js';
import { readPolicyDocument } from '../../sites/policy-document.js';
import { STARTING_POLICY } from '../../sites/starting-policy.js';
import { screenText, type ScreenedText } from '../../screening/screen-text.js';
import type { CommandContext, CommandHandler } from '../command.js';
import { refuseDocument, textOf } from './policy.command.js';

const optionsSchema = z.object({ jsonl: z.boolean().default(false), policy: z.string().optional() });

/** A text as it is sent in. */
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  lang: z.string().nullish(),
});

/**
 * Screens texts of standard input, one JSON a line, by the text stages and a policy, as comments of a known author on an
 * open thread. Needs no database, stores nothing. A line that cannot be read gets an answer that says so, and exit code 1.
 */
export const screen: CommandHandler = async (context, options) => {
  const { jsonl, policy: file } = optionsSchema.parse(options);
  if (!jsonl) return context.refuse('cli.screenNeedsJsonl');
  const policy = file === undefined ? STARTING_POLICY : await policyOf(context, file);
  if (policy === undefined) return 1;
  let isClean = true;
  let number = 0;
  for await (const line of createInterface({ input: context.terminal.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const parsed = readLine(line);
    if (parsed === undefined) {
      isClean = false;
      context.terminal.out(JSON.stringify({ line: number, error: context.say('cli.badLine') }));
      continue;
    }
    const { id = number, text } = parsed;
    context.terminal.out(JSON.stringify({ id, ...answerOf(await screenText(text, policy, String(id))) }));
  }
  return isClean ? 0 : 1;
};

function readLine(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function answerOf({ decided, signals, spans }: ScreenedText) {
  const { outcome, score, matched } = decided;
  return { outcome, score, rules: matched.filter((rule) => rule !== DEFAULT_RULE), signals, spans };
}

async function policyOf(context: CommandContext, file: string): Promise<Policy | undefined> {
  const text = await textOf(context, file);
  if (text === undefined) return undefined;
  const read = readPolicyDocument(text, context.language);
  if (read.ok) return read.policy;
  refuseDocument(context, read.problems, false);
  return undefined;
}
