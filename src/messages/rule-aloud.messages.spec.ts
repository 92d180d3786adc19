import { FACT_NAMES } from '../domain/policy/facts.js';
import type { Condition } from '../domain/policy/condition.js';
import { ruleSchema } from '../domain/policy/rule.js';
import { conditionAloud, ruleAloud } from './rule-aloud.messages.js';

const rule = (over: object) =>
  ruleSchema.parse({
    id: 'one',
    says: { en: 'One.', ja: '一。' },
    when: { signal: 'links.count', gte: 2 },
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
    then: { action: 'hold' },
    ...over,
  });

describe('a rule read aloud', () => {
  it('says what it asks, what follows, and where it stands', () => {
    const whole = rule({
      // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
      then: { action: 'reject', weight: 2 },
      mode: 'shadow',
      sample: 10,
      expires: '2027-03-01',
    });
    expect(ruleAloud('en', whole)).toBe(
      'When the number of links is at least 2: it is rejected, 2 points are added. It is only watched: nothing follows from it. It looks at 10 percent of the comments. It ends after 2027-03-01.',
    );
    expect(ruleAloud('ja', whole)).toBe(
      'リンクの数が2以上であるとき、却下します、2点を加えます。試行中のため、記録するだけで結果には影響しません。コメントの10%だけを対象にします。2027-03-01までです。',
    );
  });

  it.each<[Condition, string, string]>([
    [
      {
        all: [
          { contains: '@goods', fields: ['text', 'name'] },
          { any: [{ signal: 'links.count', gt: 0 }, { matches: '@phone' }] },
        ],
      },
      'a term of the list “goods” is in the text or the name and (the number of links is more than 0 or the pattern “phone” matches)',
      'リスト「goods」の語が本文または名前に含まれる、かつ（リンクの数が0を超える、またはパターン「phone」に一致する）',
    ],
    [
      { not: { signal: 'links.domains', subset_of: '@trusted' } },
      'it is not so that all of the sites that links lead to are among the list “trusted”',
      '「リンク先のサイトがすべてリスト「trusted」に含まれる」に当てはまらない',
    ],
    [
      {
        count: {
          of: [
            { contains: '@a', as: ['blanked'] },
            { signal: 'links.count', eq: 1 },
          ],
          gte: 1,
        },
      },
      'at least 1 of these are so: a term of the list “a” is in any field, with letters blanked; the number of links is 1',
      '次のうち1つ以上に当てはまる（リスト「a」の語がいずれかの項目に伏せ字にした形で含まれる／リンクの数が1である）',
    ],
    [
      { signal: 'author.approved', known: false },
      'the number of approved comments of the author is not known',
      '投稿者の承認済みコメント数がわからない',
    ],
  ])('%j', (condition, english, japanese) => {
    expect(conditionAloud('en', condition)).toBe(english);
    expect(conditionAloud('ja', condition)).toBe(japanese);
  });

  it('has words for every fact', () => {
    for (const signal of FACT_NAMES) {
      expect(conditionAloud('en', { signal, known: true })).toMatch(/is known$/);
      expect(conditionAloud('ja', { signal, known: true })).toMatch(/わかっている$/);
    }
  });
});
