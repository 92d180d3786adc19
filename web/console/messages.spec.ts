import { IntlMessageFormat } from 'intl-messageformat';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMessages } from './messages.js';
import { POLICY_TEXTS } from './policy/policy-texts.js';

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Names of the values that a message needs, those of its branches too. */
function namesIn(ast: Ast): string[] {
  return ast.flatMap((part) => {
    if (!('value' in part) || part.type === 0 || part.type === 8) return [];
    const branches = 'options' in part ? Object.values(part.options) : [];
    return [part.value, ...branches.flatMap(({ value }) => namesIn(value))];
  });
}

const named = (text: string) =>
  new Set(namesIn(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()));

describe('messages', () => {
  it.each([...knownMessages()])(
    '%s is well formed and names the same values in each language',
    (_key, message) => {
      expect(() => new IntlMessageFormat(message.en, 'en', undefined, { ignoreTag: true })).not.toThrow();
      expect(() => new IntlMessageFormat(message.ja, 'ja', undefined, { ignoreTag: true })).not.toThrow();
      expect(named(message.ja)).toEqual(named(message.en));
      expect(message.ja.trim()).not.toBe('');
    },
  );

  it('that come with the pages of the policy are said nowhere else', () => {
    const elsewhere = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !/^(policy|messages)[/\\.]/.test(file),
    );
    const said = elsewhere.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8');
      return Object.keys(POLICY_TEXTS).filter((key) => text.includes(`'${key}'`));
    });
    expect(elsewhere.length).toBeGreaterThan(100);
    expect(said).toEqual([]);
  });
});
