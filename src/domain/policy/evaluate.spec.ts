import fc from 'fast-check';
import type { Signal } from '../signal.js';
import { type Condition, conditionSchema } from './condition.js';
import { ask } from './evaluate.js';

const SIGNALS: readonly Signal[] = [
  { kind: 'links', score: 0.6, evidence: { count: 2, spans: [], domains: ['a.example', 'b.example'] } },
  { kind: 'author-history', score: 0.5, evidence: { approved: 1, rejected: 0, days: 90 } },
  { kind: 'thread-state', score: 0, evidence: { closed: false } },
  {
    kind: 'shape',
    score: 1,
    evidence: {
      characters: 40,
      uppercase: 0.9,
      pictures: 0,
      marks: 0,
      invisible: 0,
      repeated: 0,
      oddities: ['shouting'],
      spans: [],
    },
  },
  {
    kind: 'listed-terms',
    score: 1,
    evidence: {
      hits: [
        { list: 'insults', term: 'idiot', seenAs: 'text', span: { field: 'text', start: 3, end: 8 } },
        { list: 'brands', term: 'acme', seenAs: 'lookalike', span: { field: 'name', start: 0, end: 4 } },
      ],
    },
  },
];

const words = (list: string) => new Set(list === 'trusted' ? ['a.example'] : []);

const holds = (condition: Condition, signals = SIGNALS) => ask(condition, signals, words).holds;

describe('a condition', () => {
  it.each<[Condition, boolean | undefined]>([
    [{ signal: 'links.count', gte: 2 }, true],
    [{ signal: 'links.count', gt: 2 }, false],
    [{ signal: 'links.count', lte: 2, gte: 1 }, true],
    [{ signal: 'links.count', lt: 2 }, false],
    [{ signal: 'links.count', eq: 2 }, true],
    [{ signal: 'links.count', ne: 2 }, false],
    [{ signal: 'links.count', in: [1, 2] }, true],
    [{ signal: 'thread.closed', eq: false }, true],
    [{ signal: 'text.oddities', intersects: ['shouting', 'bidi'] }, true],
    [{ signal: 'text.oddities', intersects: ['bidi'] }, false],
    [{ signal: 'text.oddities', subset_of: ['shouting'] }, true],
    [{ signal: 'text.oddities', subset_of: ['bidi'] }, false],
    [{ signal: 'duplicates.exact', gte: 1 }, undefined],
    [{ signal: 'duplicates.exact', known: true }, false],
    [{ signal: 'duplicates.exact', known: false }, true],
    [{ signal: 'links.domains', subset_of: '@trusted' }, false],
    [{ signal: 'links.domains', intersects: '@trusted' }, true],
    [{ signal: 'links.domains', intersects: '@nobody' }, false],
    [{ signal: 'links.disguised', gte: 1 }, undefined],
    [{ contains: '@insults' }, true],
    [{ contains: '@insults', fields: ['name'] }, false],
    [{ contains: '@brands', as: ['text'] }, false],
    [{ contains: '@brands', as: ['lookalike'] }, true],
    [{ contains: '@others' }, false],
    [{ matches: '@phone' }, undefined],
    [{ not: { signal: 'links.count', gte: 2 } }, false],
    [{ not: { matches: '@phone' } }, undefined],
    [{ all: [{ signal: 'links.count', gte: 2 }, { matches: '@phone' }] }, undefined],
    [{ all: [{ signal: 'links.count', gte: 9 }, { matches: '@phone' }] }, false],
    [{ any: [{ signal: 'links.count', gte: 2 }, { matches: '@phone' }] }, true],
    [{ any: [{ signal: 'links.count', gte: 9 }, { matches: '@phone' }] }, undefined],
    [{ any: [{ signal: 'links.count', gte: 9 }, { contains: '@others' }] }, false],
    [
      { count: { of: [{ contains: '@insults' }, { contains: '@brands' }, { contains: '@x' }], gte: 2 } },
      true,
    ],
    [{ count: { of: [{ contains: '@insults' }, { contains: '@x' }], gte: 2 } }, false],
    [{ count: { of: [{ contains: '@insults' }, { matches: '@phone' }], gte: 2 } }, undefined],
  ])('%j is %p', (condition, answer) => expect(holds(condition)).toBe(answer));

  it('tells what was asked, what was found and where', () => {
    const answer = ask({ all: [{ signal: 'author.approved', lt: 3 }, { contains: '@insults' }] }, SIGNALS);
    expect(answer.because).toEqual([
      { signal: 'author.approved', op: 'lt', expected: 3, got: 1 },
      { signal: '@insults', op: 'contains', expected: true, got: ['idiot'] },
    ]);
    expect(answer.spans).toEqual([{ field: 'text', start: 3, end: 8 }]);
  });

  it('tells which signals are missing, and whether it rests on a disguise', () => {
    expect(ask({ signal: 'duplicates.exact', gte: 1 }, SIGNALS).missing).toEqual(['repeated-text']);
    expect(ask({ contains: '@brands' }, SIGNALS).certain).toBe(false);
    expect(ask({ any: [{ contains: '@brands' }, { contains: '@insults' }] }, SIGNALS).certain).toBe(true);
    expect(ask({ all: [{ contains: '@brands' }, { contains: '@insults' }] }, SIGNALS).certain).toBe(false);
  });

  it.each([
    [{ signal: 'links.cuont', gte: 1 }],
    [{ signal: 'links.count' }],
    [{ signal: 'links.count', gte: '2' }],
    [{ signal: 'links.count', eq: 'two' }],
    [{ signal: 'links.count', intersects: ['a'] }],
    [{ signal: 'thread.closed', gte: 1 }],
    [{ contains: 'insults' }],
    [{ all: [] }],
    [{ count: { of: [{ contains: '@a' }], gte: 0 } }],
    [{ signal: 'links.count', gte: 1, extra: 1 }],
    [{}],
  ])('%j is refused', (condition) => expect(conditionSchema.safeParse(condition).success).toBe(false));
});

const leaf = fc.constantFrom<Condition>(
  { signal: 'links.count', gte: 2 },
  { signal: 'author.approved', lt: 1 },
  { contains: '@insults' },
  { contains: '@brands', as: ['text'] },
  { signal: 'thread.closed', eq: true },
);

const anyCondition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    fc
      .record({
        of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
        gte: fc.integer({ min: 1, max: 3 }),
      })
      .map((count) => ({ count })),
  ),
})).condition;

describe('any condition', () => {
  it('keeps its answer when what was unknown becomes known', () => {
    fc.assert(
      fc.property(anyCondition, fc.subarray([...SIGNALS]), (condition, known) => {
        expect([undefined, holds(condition)]).toContain(holds(condition, known));
      }),
    );
  });

  it('is known where every signal is', () => {
    fc.assert(fc.property(anyCondition, (condition) => expect(holds(condition)).not.toBeUndefined()));
  });

  it('is accepted as it is written', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => expect(conditionSchema.parse(condition)).toEqual(condition)),
    );
  });
});
