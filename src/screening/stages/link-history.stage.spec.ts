import { aContext } from '../../../test/support/a.js';
import { linkHistoryStage } from './link-history.stage.js';

const BODY = 'http://new.example http://old.example http://shop.bank.example';

const linkedDomains = [
  { domain: 'new.example', approved: false, recent: 3 },
  { domain: 'old.example', approved: true, recent: 5 },
  { domain: 'bank.example', approved: false, recent: 700 },
];

const seen = (trusted: string[], body = BODY) =>
  linkHistoryStage.run(
    aContext({
      submission: { body },
      linkedDomains,
      policy: { trusted_domains: trusted, rates: { minutes: 5 } },
    }),
  );

describe('the history of domains', () => {
  it('tells those that were never approved, and the most that came lately', async () => {
    expect(await seen([])).toEqual([
      {
        kind: 'link-history',
        score: 2 / 3,
        evidence: { fresh: 2, domains: ['new.example', 'bank.example'], recent: 700, minutes: 5 },
      },
    ]);
  });

  it.each([[['bank.example']], [['shop.bank.example']]])('leaves out what %j trusts', async (trusted) => {
    expect(await seen(trusted)).toMatchObject([
      { evidence: { fresh: 1, domains: ['new.example'], recent: 5 } },
    ]);
  });

  it('leaves out no domain of which only a part is trusted', async () => {
    expect(await seen(['shop.bank.example'], `${BODY} http://evil.bank.example`)).toMatchObject([
      { evidence: { fresh: 2, recent: 700 } },
    ]);
  });

  it('is empty without links', async () => {
    const [signal] = await linkHistoryStage.run(aContext());
    expect(signal).toMatchObject({ score: 0, evidence: { fresh: 0, domains: [], recent: 0 } });
  });

  it('counts all and names twenty', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({
      domain: `d${n}.example`,
      approved: false,
      recent: 0,
    }));
    const body = many.map(({ domain }) => `http://${domain}`).join(' ');
    const [signal] = await linkHistoryStage.run(aContext({ submission: { body }, linkedDomains: many }));
    expect(signal).toMatchObject({ evidence: { fresh: 30 } });
    expect(signal?.kind === 'link-history' && signal.evidence.domains.length).toBe(20);
  });
});
