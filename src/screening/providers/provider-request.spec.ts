import { requestFor } from './provider-request.js';

const FIELDS = {
  text: 'A remark.',
  language: 'en',
  title: 'The budget',
  email: 'aiko@example.org',
  network: '192.0.2.7',
};
const SUBMISSION = { id: 'one', version: 1, fields: FIELDS };
const made = (
  provider: Pick<Parameters<typeof requestFor>[0], 'requires' | 'uses'>,
  grants: ('email' | 'network')[] = [],
  submission: Parameters<typeof requestFor>[1] = SUBMISSION,
) => requestFor({ id: 'webhook', ...provider }, submission, { grants });

describe('what a service is told', () => {
  it('is what it declares, and of a person what is granted beside', () => {
    const all = { requires: ['text'], uses: ['language', 'title', 'email', 'network'] } as const;
    const { email, network, ...rest } = FIELDS;
    expect(made(all)).toMatchObject({ kind: 'request' });
    expect(made(all)).not.toHaveProperty('request.email');
    expect(made(all)).toHaveProperty('request', { key: expect.any(String) as string, ...rest });
    expect(made(all, ['email', 'network'])).toMatchObject({ request: { email, network } });
    expect(made({ requires: ['text'], uses: [] }, ['email'])).toHaveProperty('request', {
      key: expect.any(String) as string,
      text: FIELDS.text,
    });
  });

  it('is nothing when it cannot do without what is not granted or not known', () => {
    const needs = { requires: ['text', 'network'], uses: [] } as const;
    expect(made(needs)).toEqual({ kind: 'lacks', reason: 'not granted: network' });
    const unknown = { ...SUBMISSION, fields: { ...FIELDS, network: null } };
    expect(made(needs, ['network'], unknown)).toEqual({ kind: 'lacks', reason: 'not known: network' });
  });

  it('has a key of its own for each submission, version and service, the same at every try', () => {
    const keyOf = (submission: typeof SUBMISSION) => {
      const request = made({ requires: ['text'], uses: [] }, [], submission);
      return request.kind === 'request' ? request.request.key : undefined;
    };
    expect(keyOf(SUBMISSION)).toBe(keyOf({ ...SUBMISSION }));
    expect(keyOf(SUBMISSION)).not.toBe(keyOf({ ...SUBMISSION, version: 2 }));
    expect(keyOf(SUBMISSION)).not.toContain('one');
  });
});
