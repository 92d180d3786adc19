import { IntlMessageFormat } from 'intl-messageformat';
import { messages } from './messages.js';

const named = (text: string) => new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name));

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
