import { ConfigError, envSchema, parseEnv } from './env.schema.js';

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    parseEnv(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return [];
};

describe('the environment', () => {
  it('needs nothing', () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, REPLYDESK_DATA_DIR: '.data', TRUSTED_PROXIES: [] });
  });

  it('takes an empty value for none', () => {
    expect(parseEnv({ PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 3000 });
  });

  it.each([
    ['PORT', '99999', 'PORT must be at most 65535. Example: PORT=3000'],
    ['PORT', 'abc', 'PORT must be a number. Example: PORT=3000'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL must be a URL such as'],
    ['REDIS_URL', 'localhost:6379', 'REDIS_URL must be a URL such as'],
    ['PUBLIC_URL', 'comments', 'PUBLIC_URL must be a URL such as'],
    ['REPLYDESK_SECRET', 'short', 'REPLYDESK_SECRET must have at least 32 characters'],
    ['TRUSTED_PROXIES', '10.0.0.0/99', 'TRUSTED_PROXIES must be addresses or networks'],
    ['TRUSTED_PROXIES', 'true', 'TRUSTED_PROXIES must be addresses or networks'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', 'TRUSTED_PROXIES must name your proxies'],
    ['TRUSTED_PROXIES', '10.0.0.1, ::/0', 'TRUSTED_PROXIES must name your proxies'],
    ['REPLYDESK_MIGRATE', 'yes', 'REPLYDESK_MIGRATE must be true or false'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of'],
  ])('%s=%s is refused by name, fault and example', (name, value, sentence) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
    expect(problems[0]).toMatch(new RegExp(`Example: ${name}=.+`));
  });

  it('tells every fault at once and never repeats a value', () => {
    const problems = problemsOf({ PORT: 'x', REPLYDESK_SECRET: 'hunter2' });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('has an example for every variable', () => {
    for (const [name, schema] of Object.entries(envSchema.shape)) {
      expect([name, typeof schema.meta()?.['example']]).toEqual([name, 'string']);
    }
  });
});
