import { harmOf, type OpenReport } from './report-harm.js';

const report = (more: Partial<OpenReport> = {}): OpenReport => ({
  ...{ kind: 'illegal', network: 'one', answered: 0, upheld: 0 },
  ...more,
});

describe('the harm of what is reported', () => {
  it('is none without reports', () => {
    expect(harmOf([])).toBe(0);
  });

  it('is one half of the severity when nobody knows the reporter', () => {
    expect(harmOf([report()])).toBe(0.5);
    expect(harmOf([report({ kind: 'spam' })])).toBe(0.2);
  });

  it('grows with every network, and not with reports of the same', () => {
    expect(harmOf([report(), report({ network: 'two' })])).toBe(0.75);
    expect(harmOf([report(), report()])).toBe(0.5);
    expect(harmOf([report({ network: null }), report({ network: null })])).toBe(0.75);
  });

  it('is that of the worst kind', () => {
    expect(harmOf([report({ kind: 'other' }), report({ kind: 'hate' })])).toBe(0.45);
  });

  it('goes by what earlier reports were worth', () => {
    expect(harmOf([report({ answered: 8, upheld: 8 })])).toBe(0.9);
    expect(harmOf([report({ answered: 8, upheld: 0 })])).toBe(0.1);
  });

  it('is never more than one, however many there are', () => {
    const many = Array.from({ length: 500 }, (_, index) => report({ network: String(index) }));
    expect(harmOf(many)).toBeLessThanOrEqual(1);
  });
});
