import fc from 'fast-check';
import { aContext } from '../../../test/support/a.js';
import { type Pattern, patternSchema } from '../../domain/policy/pattern.js';
import type { PatternHit } from '../../domain/signal.js';
import { patternsStage } from './patterns.stage.js';

type Wish = NonNullable<Parameters<typeof aContext>[0]>['submission'];

async function hitsOf(patterns: Record<string, Pattern>, submission: Wish): Promise<PatternHit[]> {
  const [signal] = await patternsStage.run(aContext({ submission, policy: { patterns } }));
  if (signal?.kind !== 'patterns') throw new Error('another signal');
  expect(signal.score).toBe(signal.evidence.hits.length > 0 ? 1 : 0);
  return signal.evidence.hits;
}

const found = async (regex: string, body: string) =>
  (await hitsOf({ one: patternSchema.parse(regex) }, { body })).map(({ span }) =>
    body.slice(span.start, span.end),
  );

describe('patterns of a policy', () => {
  it.each<[string, string, string[]]>([
    ['\\d{3}-\\d{4}', 'call 555-0199 or 555-0100', ['555-0199', '555-0100']],
    ['\\d{3}-\\d{4}', '電話は５５５-０１９９まで', ['５５５-０１９９']],
    ['line ?id', 'my LINE ID is', ['LINE ID']],
    ['カネ', 'ｶﾈ', ['ｶﾈ']],
    ['カネ', 'かね', []],
    ['buy now', 'buy <b>now</b>', ['buy <b>now']],
    ['buy now', 'bu\u200by now', ['bu\u200by now']],
    ['\\p{Script=Han}{4}', '四字熟語だ', ['四字熟語']],
    ['\\u6f22', '漢', ['漢']],
    ['^$', '', []],
    ['x*', 'abc', ['']],
    ['nothing', 'abc', []],
  ])('%s in %s', async (regex, body, expected) => {
    expect(await found(regex, body)).toEqual(expected);
  });

  it('look into the fields they are for, and mind letter case when asked', async () => {
    const patterns = {
      shop: patternSchema.parse({ regex: 'shop', fields: ['name', 'url'] }),
      caps: patternSchema.parse({ regex: 'FREE', case: true }),
    };
    expect(await hitsOf(patterns, { body: 'a free shop', authorName: 'My Shop', authorUrl: '' })).toEqual([
      { pattern: 'shop', span: { field: 'name', start: 3, end: 7 } },
    ]);
    expect(await hitsOf(patterns, { body: 'FREE', authorName: 'Ann', authorUrl: '' })).toEqual([
      { pattern: 'caps', span: { field: 'text', start: 0, end: 4 } },
    ]);
  });

  it('record five places of one and fifty of all', async () => {
    expect(await found('a', 'a '.repeat(100))).toHaveLength(5);
    const patterns = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`p${n}`, patternSchema.parse('a')]),
    );
    expect(await hitsOf(patterns, { body: 'a '.repeat(100) })).toHaveLength(50);
  });

  it('end on what would keep other engines busy for years', async () => {
    expect(await found('(a+)+$', `${'a'.repeat(10_000)}b`)).toEqual([]);
    expect(await found('(x+x+)+y', 'x'.repeat(10_000))).toEqual([]);
  });

  it('point into the text whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (around) => {
        const body = `${around}555-0199${around}`;
        expect(await found('555-0199', body)).toContain('555-0199');
      }),
    );
  });
});

describe('a pattern', () => {
  it.each<[string, string | undefined]>([
    ['a|b', undefined],
    ['(?<name>a)', undefined],
    ['(?=a)', 'pattern-unsupported'],
    ['(?<!a)b', 'pattern-unsupported'],
    ['(a)\\1', 'pattern-unsupported'],
    ['(', 'pattern-invalid'],
    ['[z-a]', 'pattern-invalid'],
    ['(a{50}b{50}){20}', 'pattern-large'],
  ])('%s is refused as %s', (regex, problem) => {
    const parsed = patternSchema.safeParse({ regex });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(
      problem === undefined ? undefined : [problem],
    );
  });
});
