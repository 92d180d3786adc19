import { IntlMessageFormat } from 'intl-messageformat';
import { messages } from './messages.js';

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
  it.each(Object.entries(messages))(
    '%s is well formed and names the same values in each language',
    (_key, message) => {
      expect(() => new IntlMessageFormat(message.en, 'en', undefined, { ignoreTag: true })).not.toThrow();
      expect(() => new IntlMessageFormat(message.ja, 'ja', undefined, { ignoreTag: true })).not.toThrow();
      expect(named(message.ja)).toEqual(named(message.en));
      expect(message.ja.trim()).not.toBe('');
    },
  );
});
