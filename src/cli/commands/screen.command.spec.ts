import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliOf } from '../../../test/support/terminal.js';

/** No address of a database: the command must need none. */
const cli = cliOf({ DATABASE_URL: '' });

const screen = async (lines: unknown[], args: string[] = []) => {
  const stdin = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { code, stdout, stderr } = await cli(['screen', '--jsonl', ...args], { stdin });
  const answers = stdout === '' ? [] : stdout.split('\n').map((line): unknown => JSON.parse(line));
  return { code, stderr, answers };
};

describe('screen --jsonl', () => {
  it('answers each line in order, with outcome, score, rules, signals and places', async () => {
    const { code, answers } = await screen([
      { id: 'fine', text: 'The bridge reopens in May.', lang: 'en' },
      { id: 7, text: 'バ・カばっかり', lang: 'ja' },
      { text: 'You i.d.i.o.t' },
    ]);
    expect(code).toBe(0);
    expect(answers).toEqual([
      { id: 'fine', outcome: 'approve', score: 0, rules: [], signals: [], spans: [] },
      expect.objectContaining({
        id: 7,
        outcome: 'hold',
        rules: ['insults'],
        spans: [{ field: 'text', start: 0, end: 3 }],
      }),
      expect.objectContaining({
        id: 3,
        outcome: 'hold',
        rules: ['insults'],
        spans: [{ field: 'text', start: 4, end: 13 }],
      }),
    ]);
    expect(answers[1]).toMatchObject({
      signals: [{ kind: 'listed-terms', evidence: { hits: [{ list: 'insults-ja', term: 'バカ' }] } }],
    });
  });

  it('says which line it cannot read, and goes on', async () => {
    const { code, answers } = await screen(['{"text": ', { text: 5 }, '', { text: 'Fine.' }]);
    expect(code).toBe(1);
    expect(answers).toEqual([
      { line: 1, error: 'This is no JSON with a text' },
      { line: 2, error: 'This is no JSON with a text' },
      expect.objectContaining({ id: 4, outcome: 'approve' }),
    ]);
  });

  it('goes by a policy of a file, and refuses one with a fault', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replydesk-screen-'));
    try {
      const file = join(folder, 'policy.yaml');
      writeFileSync(file, 'disallowed_words: [bridge]\n');
      const screened = await screen([{ text: 'The bridge reopens in May.' }], ['--policy', file]);
      expect(screened.answers).toMatchObject([{ outcome: 'reject', rules: ['disallowed-words'] }]);
      writeFileSync(file, 'disallowed_words: bridge\n');
      expect(await screen([{ text: 'x' }], ['--policy', file])).toMatchObject({
        code: 1,
        answers: [],
        stderr: expect.stringContaining('line 1, disallowed_words: "bridge" is not a list'),
      });
      expect(await screen([{ text: 'x' }], ['--policy', join(folder, 'none')])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/cannot be read: .*ENOENT/),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('wants to be told the form of its input', async () => {
    expect(await cli(['screen'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--jsonl') });
  });
});
