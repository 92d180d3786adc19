import fc from 'fast-check';
import { canonicalMail, isAlias, isListed, isTagged, mailAddressOf } from './mail-address.js';

const parsed = (text: string) => {
  const address = mailAddressOf(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
};
const canonical = (text: string) => {
  const { name, domain } = canonicalMail(parsed(text));
  return `${name}@${domain}`;
};

describe('an e-mail address', () => {
  it.each(['', ' ', 'aiko', '@example.org', 'aiko@', 'aiko@.'])('%j is none', (text) => {
    expect(mailAddressOf(text)).toBeUndefined();
  });

  it.each([
    ['aiko@example.org', 'aiko@example.org', false],
    [' Ａｉｋｏ@Example.ORG. ', 'aiko@example.org', false],
    ['aiko.tanaka@example.org', 'aiko.tanaka@example.org', false],
    ['aiko+news@example.org', 'aiko@example.org', true],
    ['aiko+a+b@gmail.com', 'aiko@gmail.com', true],
    ['a.i.k.o@gmail.com', 'aiko@gmail.com', true],
    ['a.iko@googlemail.com', 'aiko@gmail.com', true],
    ['aiko@gmail.com', 'aiko@gmail.com', false],
    ['+tag@example.org', '+tag@example.org', false],
    ['...@gmail.com', '...@gmail.com', false],
    ['"a@b"@example.org', '"a@b"@example.org', false],
  ])('%s is the mailbox %s; another way to write it: %s', (text, mailbox, alias) => {
    expect(canonical(text)).toBe(mailbox);
    expect(isAlias(parsed(text))).toBe(alias);
  });

  it('has a tag behind a plus, and nothing else is one', () => {
    expect(
      ['a+b@x.example', 'a.b@gmail.com', '+b@x.example', 'a@x+y.example'].map((text) =>
        isTagged(parsed(text)),
      ),
    ).toEqual([true, false, false, false]);
  });

  it('has one plainest way to be written', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+', '@'), minLength: 1, maxLength: 8 });
    const domain = fc.constantFrom('gmail.com', 'googlemail.com', 'example.org');
    fc.assert(
      fc.property(name, domain, (local, host) => {
        const once = canonical(`${local}@${host}`);
        expect(canonical(once)).toBe(once);
        expect(isAlias(parsed(once))).toBe(false);
      }),
    );
  });
});

it('finds a domain by itself and by those it is under', () => {
  const list = new Set(['mail.example']);
  expect(['mail.example', 'a.b.mail.example'].map((domain) => isListed(domain, new Set(), list))).toEqual([
    true,
    true,
  ]);
  expect(
    ['hotmail.example', 'example', 'mail.example.org', ''].map((domain) => isListed(domain, list)),
  ).toEqual([false, false, false, false]);
});
