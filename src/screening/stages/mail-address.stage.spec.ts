import { aContext } from '../../../test/support/a.js';
import type { Evidence } from '../../domain/signal.js';
import { DISPOSABLE_DOMAINS } from './disposable-domains.js';
import { mailAddressStage } from './mail-address.stage.js';

const PLAIN = { missing: false, disposable: false, tagged: false, alias: false };

describe('the e-mail address of an author', () => {
  it.each<[string, Partial<Evidence['mail-address']>]>([
    ['aiko@example.org', {}],
    ['', { missing: true }],
    ['aiko', { missing: true }],
    ['aiko+1@example.org', { tagged: true, alias: true }],
    ['a.iko@gmail.com', { alias: true }],
    ['aiko@Mailinator.com', { disposable: true }],
    ['aiko@box.yopmail.com', { disposable: true }],
    ['aiko@in.minutes.example', { disposable: true }],
    ['aiko@notyopmail.com', {}],
  ])('%s: %j', async (authorEmail, expected) => {
    const policy = { disposable_mail: ['minutes.example'] };
    expect(await mailAddressStage.run(aContext({ submission: { authorEmail }, policy }))).toEqual([
      {
        kind: 'mail-address',
        score: expected.disposable === true ? 1 : 0,
        evidence: { ...PLAIN, ...expected },
      },
    ]);
  });
});

describe('the domains of mailboxes for minutes', () => {
  it('are many, each a domain', () => {
    expect(DISPOSABLE_DOMAINS.size).toBeGreaterThanOrEqual(100);
    expect([...DISPOSABLE_DOMAINS].filter((domain) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain))).toEqual(
      [],
    );
  });

  it.each('gmail.com outlook.com yahoo.co.jp icloud.com docomo.ne.jp proton.me example.org'.split(' '))(
    '%s is none of them',
    async (domain) => {
      const [signal] = await mailAddressStage.run(
        aContext({ submission: { authorEmail: `aiko@${domain}` } }),
      );
      expect(signal).toMatchObject({ evidence: { disposable: false } });
    },
  );
});
