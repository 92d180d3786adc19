const shared = {
  testEnvironment: '<rootDir>/test/support/leak-environment.cjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: [],
  transform: {
    '^.+\\.(ts|tsx|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};

const project = (displayName, testMatch, more = {}) => ({ ...shared, displayName, testMatch, ...more });

export default {
  maxWorkers: 2,
  // A worker keeps something of every file it has run; looking through it all again and again costs the most time.
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts', '<rootDir>/web/**/*.spec.ts']),
    project('integration', ['<rootDir>/test/{integration,architecture,contract,corpus}/**/*.spec.ts'], {
      globalTeardown: '<rootDir>/test/support/stop-stores.mjs',
    }),
    // Failpoints of the product are scheduling points here.
    project('model', ['<rootDir>/test/model/**/*.spec.ts'], {
      moduleNameMapper: {
        '^(\\.{1,2}/)+failpoint\\.js$': '<rootDir>/test/support/failpoint-gate.ts',
        ...shared.moduleNameMapper,
      },
      globalTeardown: '<rootDir>/test/support/stop-stores.mjs',
    }),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts'], {
      globalTeardown: '<rootDir>/test/support/stop-stores.mjs',
    }),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], {
      globalTeardown: '<rootDir>/test/support/stop-stores.mjs',
    }),
  ],
};
