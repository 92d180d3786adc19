import type { FormFields } from '../http/body.js';
import {
  CONSENT_FIELD,
  formKeyOf,
  integerOf,
  isEmail,
  validateSubmission,
  type ValidSubmission,
} from './submission-form.js';

const STRICT = { requireNameEmail: true };
const LOOSE = { requireNameEmail: false };

const form = (over: Record<string, string> = {}): FormFields =>
  new Map(Object.entries({ author: 'Aki', email: 'aki@example.jp', comment: 'Hello', ...over }));

function valid(over: Record<string, string>, site = STRICT): ValidSubmission {
  const result = validateSubmission(form(over), site);
  if (result.kind === 'refused') throw new Error(`refused: ${result.reason}`);
  return result;
}

const reasonOf = (over: Record<string, string>, site = STRICT): string => {
  const result = validateSubmission(form(over), site);
  return result.kind === 'refused' ? `${result.reason} at ${result.field}` : result.kind;
};

describe('order of checks', () => {
  it.each([
    [{ author: '', email: '', comment: '' }, 'required at author'],
    [{ email: '', comment: '' }, 'required at email'],
    [{ email: 'wrong', comment: '' }, 'email at email'],
    [{ comment: '', author: 'x'.repeat(246) }, 'empty at comment'],
    [
      { author: 'x'.repeat(246), email: `${'x'.repeat(99)}@x.jp`, url: 'x'.repeat(201) },
      'author-too-long at author',
    ],
    [{ email: `${'x'.repeat(99)}@x.jp`, url: 'x'.repeat(201) }, 'email-too-long at email'],
    [{ url: 'x'.repeat(201), comment: 'x'.repeat(65526) }, 'url-too-long at url'],
    [{ comment: 'x'.repeat(65526) }, 'comment-too-long at comment'],
  ])('form %# is refused as %s', (over, expected) => {
    expect(reasonOf(over)).toBe(expected);
  });

  it('measures a website without the space around it', () => {
    expect(reasonOf({ url: ` ${`https://x.jp/${'x'.repeat(187)}`} ` })).toBe('valid');
  });

  it('takes a name of nothing visible for none where none is asked for', () => {
    expect(valid({ author: '\u200b' }, LOOSE).author.name).toBe('');
  });

  it('asks for neither name nor e-mail where the site does not, and leaves out what is no e-mail', () => {
    expect(valid({ author: '', email: '' }, LOOSE).author).toEqual({ name: '', email: '', url: '' });
    expect(valid({ email: 'a b@x.com' }, LOOSE).author.email).toBe('');
    expect(reasonOf({ comment: '' }, LOOSE)).toBe('empty at comment');
  });
});

describe('names', () => {
  it.each([
    ['<b>Aki</b>', 'Aki'],
    ['  Aki \n\t Sato  ', 'Aki Sato'],
    ['山田　太郎', '山田　太郎'],
    ['山田　　太郎', '山田 太郎'],
    ['A<b>k</b>i<br />', 'Aki'],
    ['<SCRIPT src=x>Aki', 'Aki'],
    ['<Bob>', '<Bob>'],
    ['<例>', '<例>'],
    ['a < b', 'a < b'],
    ['I <3 you', 'I <3 you'],
    ['1<2>0', '1<2>0'],
    ["O'Neil & Sons", "O'Neil & Sons"],
    ['x\u202ey\u2066z', 'xyz'],
    ['a\u0007b\u0000c', 'abc'],
    ['a\ud800b', 'a\ufffdb'],
    ['ﾊﾅｺ', 'ﾊﾅｺ'],
  ])('%j is stored as %j', (sent, stored) => {
    expect(valid({ author: sent }).author.name).toBe(stored);
  });

  it.each(['<b></b>', '<!-- x -->', '　　', '\u200b\u2060', '\u3164', '\u2800', '\u202e'])(
    '%j is no name',
    (sent) => {
      expect(reasonOf({ author: sent })).toBe('required at author');
    },
  );

  it('is measured after tags are taken out', () => {
    expect(valid({ author: `<b>${'あ'.repeat(245)}</b>` }).author.name).toHaveLength(245);
  });
});

describe('texts', () => {
  it.each([
    '',
    '  \r\n ',
    '　',
    '　\n\u00a0\u200b',
    '<p></p>',
    '<script></script>',
    '<b></b>',
    '<div>　</div>',
  ])('%j is empty', (comment) => {
    expect(reasonOf({ comment })).toBe('empty at comment');
  });

  it.each([
    ['  a\r\nb\rc\n ', 'a\nb\nc'],
    ['　字下げ', '字下げ'],
    ['5 < 6 & 7 > 3', '5 < 6 & 7 > 3'],
    ['<script>x</script>', '<script>x</script>'],
    ['x\u0000y', 'xy'],
    ['a\udc00b', 'a\ufffdb'],
    ['𠮷野家 👨‍👩‍👧‍👦', '𠮷野家 👨‍👩‍👧‍👦'],
  ])('%j is stored as %j', (comment, body) => {
    expect(valid({ comment }).body).toBe(body);
  });

  it.each([
    ['author', 245],
    ['url', 200],
    ['comment', 65525],
  ] as const)('%s takes %d characters of any kind and not one more', (field, limit) => {
    for (const character of ['x', 'あ', '𠮷', '👍🏽']) {
      expect(reasonOf({ [field]: character.repeat(limit) })).toBe('valid');
      expect(reasonOf({ [field]: character.repeat(limit + 1) })).toBe(`${field}-too-long at ${field}`);
    }
  });

  it('takes an e-mail of 100 characters and not one more', () => {
    expect(reasonOf({ email: `${'x'.repeat(95)}@x.jp` })).toBe('valid');
    expect(reasonOf({ email: `${'x'.repeat(96)}@x.jp` })).toBe('email-too-long at email');
  });
});

describe('the e-mail rule', () => {
  it.each([
    'a@b.co',
    'a+b@x.example',
    'A@EXAMPLE.COM',
    'a..b@x.com',
    '.user@docomo.ne.jp',
    'user.@docomo.ne.jp',
    "o'neil@x.ie",
    'a@xn--eckwd4c7c.jp',
  ])('%s passes', (email) => {
    expect(isEmail(email)).toBe(true);
    expect(valid({ email: `　${email} ` }).author.email).toBe(email);
  });

  it.each([
    'example.com',
    'a@b',
    'a@b.c',
    'a@localhost',
    'a@ex_ample.com',
    'a@-x.com',
    'a@x-.com',
    'a@x..com',
    'a b@x.com',
    '"a b"@x.com',
    'a@[127.0.0.1]',
    'あ@x.jp',
    'a@x.日本',
    '@example.com',
    'a@b@example.com',
    'a@example.com.',
    'a@example.com\r\nBcc: b@example.com',
  ])('%j does not', (email) => {
    expect(reasonOf({ email })).toBe('email at email');
  });
});

describe('the key of our own form', () => {
  const keyOf = (key: string) => formKeyOf(form({ replydesk_key: key }));

  it('is taken as it is, of 16 to 100 letters, digits, underscores and hyphens', () => {
    for (const key of ['a'.repeat(16), 'Z_9-'.repeat(25)]) expect(keyOf(key)).toBe(key);
  });

  it.each(['', 'a'.repeat(15), 'a'.repeat(101), `${'a'.repeat(16)}!`, `!${'a'.repeat(16)}`, ' '.repeat(20)])(
    'is none where it has another form: %j',
    (key) => {
      expect(keyOf(key)).toBeUndefined();
    },
  );

  it('is none where it was not sent', () => {
    expect(formKeyOf(form())).toBeUndefined();
  });
});

it('the box to save name, e-mail and website is called as in WordPress', () => {
  expect(CONSENT_FIELD).toBe('wp-comment-cookies-consent');
});

describe('numbers', () => {
  it.each([
    ['5', 5],
    ['5abc', 5],
    [' 7', 7],
    ['-1', -1],
    ['+3', 3],
    ['abc', 0],
    ['', 0],
    ['0x1A', 0],
    ['1e3', 1000],
    ['1.9', 1],
    ['1.95e2', 195],
    ['1.5x', 1],
    ['2e+1', 20],
    ['20e-1', 2],
    ['x5', 0],
    ['\t\n\r\v\f 8', 8],
    ['-0.5', 0],
    ['５', 0],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['1e999', Number.MAX_SAFE_INTEGER],
  ])('%s is read as %d', (text, value) => {
    expect(integerOf(text)).toBe(value);
  });

  it('a negative parent counts without its sign', () => {
    expect(valid({ comment_parent: '-12' }).parent).toBe(12);
    expect(valid({ comment_parent: 'abc' }).parent).toBe(0);
    expect(valid({}).parent).toBe(0);
  });
});
