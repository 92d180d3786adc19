import type { Symbol } from './policy/apply-rules.js';
import { waitingPlaceOf } from './waiting-lane.js';

const symbol = (more: Partial<Symbol>): Symbol => ({
  rule: 'one',
  mode: 'live',
  action: 'hold',
  weight: 0,
  group: null,
  reason: null,
  because: [],
  spans: [],
  ...more,
});

describe('the place of what is held', () => {
  it('is later the more points there are against it', () => {
    const places = [0, 4, 8].map((score) => waitingPlaceOf({ score, symbols: [], signals: [] }).likelyFine);
    expect(places).toEqual([0.95, 0.48, 0.24]);
  });

  it('is first for what a rule calls urgent, unless the rule only watches', () => {
    const of = (mode: Symbol['mode']) =>
      waitingPlaceOf({ score: 0, symbols: [symbol({ urgent: true, mode })], signals: [] }).urgent;
    expect([of('live'), of('hold_only'), of('shadow')]).toEqual([true, true, false]);
  });

  it('says what is hard to read, by a rule', () => {
    const place = waitingPlaceOf({ score: 0, symbols: [symbol({ severe: true })], signals: [] });
    expect(place.severe).toBe(true);
    expect(waitingPlaceOf({ score: 0, symbols: [symbol({})], signals: [] })).not.toHaveProperty('severe');
  });
});
