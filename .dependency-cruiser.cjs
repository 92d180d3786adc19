const STEP = '^src/(intake|screening|review|publication|effects)/';
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

/** Who may import what: docs/architecture.md, section "Import rules". */
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    forbid('steps-meet-only-in-data', { path: STEP }, { path: STEP, pathNot: '^src/$1/' }),
    forbid('domain-is-the-bottom', { path: '^src/domain/' }, { path: '^src/', pathNot: '^src/domain/' }),
    forbid(
      'domain-knows-no-framework',
      { path: '^src/domain/' },
      { path: 'node_modules/(@nestjs|bullmq|ioredis|fastify)/' },
    ),
    forbid(
      'pipeline-is-plain',
      { path: '^src/screening/(pipeline|stages)/' },
      { path: 'node_modules/(@nestjs|typeorm|bullmq|ioredis)/' },
    ),
    forbid(
      'one-door-to-the-broker',
      { path: '^src/', pathNot: '^src/(queue|screening)/' },
      { path: 'node_modules/(bullmq|@nestjs/bullmq|ioredis)/' },
    ),
    forbid(
      'platform-knows-no-product',
      { path: '^src/(config|database|queue|http|messages)/' },
      { path: '^src/(intake|screening|review|publication|effects|sites|moderators|operations|cli)/' },
    ),
    forbid(
      'messages-are-the-bottom-too',
      { path: '^src/messages/' },
      { path: '^src/', pathNot: '^src/(messages|domain)/' },
    ),
    forbid(
      'only-roots-know-the-command-line',
      { path: '^src/', pathNot: '^src/cli/' },
      { path: '^src/cli/' },
    ),
    forbid('web-sees-only-the-contract', { path: '^web/' }, { path: '^src/', pathNot: '^src/contract/' }),
    forbid('contract-is-types-only', { path: '^src/contract/' }, { pathNot: '^src/contract/' }),
    forbid(
      'no-barrels',
      {},
      { path: '/index\\.ts$', pathNot: 'stages/index|migrations/index|node_modules|^web/' },
    ),
    forbid(
      'no-tests-in-production',
      { path: '^src/', pathNot: '\\.spec\\.ts$' },
      { path: '^test/|\\.spec\\.ts$' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
