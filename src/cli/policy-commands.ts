import type { Add } from './command-builder.js';

/** The commands about policies. */
export function addPolicies(add: Add): void {
  const policies = () => import('./commands/policy.command.js');
  add('policy get', 'cli.help.policy.get', async () => (await policies()).policyGet)
    .required('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
  add('policy set', 'cli.help.policy.set', async () => (await policies()).policySet)
    .required('--site <key>', 'cli.help.site.which')
    .required('--file <file>', 'cli.help.policy.file')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--override <reason>', 'cli.help.policy.override')
    .option('--json', 'cli.help.json');
  add('policy check', 'cli.help.policy.check', async () => (await policies()).policyCheck)
    .required('--site <key>', 'cli.help.site.which')
    .option('--file <file>', 'cli.help.policy.fileOrInForce')
    .option('--json', 'cli.help.json');
  add(
    'policy test',
    'cli.help.policy.test',
    async () => (await import('./commands/policy-test.command.js')).policyTest,
  )
    .required('--site <key>', 'cli.help.site.which')
    .option('--file <file>', 'cli.help.policy.fileOrInForce')
    .option('--text <text>', 'cli.help.policy.text')
    .option('--json', 'cli.help.json');
  add('screen', 'cli.help.screen', async () => (await import('./commands/screen.command.js')).screen)
    .option('--jsonl', 'cli.help.screen.jsonl')
    .option('--policy <file>', 'cli.help.screen.policy');
  add(
    'policy replay',
    'cli.help.policy.replay',
    async () => (await import('./commands/policy-replay.command.js')).policyReplay,
  )
    .required('--site <key>', 'cli.help.site.which')
    .required('--file <file>', 'cli.help.policy.file')
    .option('--since <time>', 'cli.help.policy.since')
    .option('--limit <number>', 'cli.help.policy.limit')
    .option('--json', 'cli.help.json');
  add(
    'policy shadow',
    'cli.help.policy.shadow',
    async () => (await import('./commands/policy-shadow.command.js')).policyShadow,
  )
    .required('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
  add(
    'policy schema',
    'cli.help.policy.schema',
    async () => (await import('./commands/policy-schema.command.js')).policySchema,
  );
  addBrakes(add);
  addVersions(add);
}

function addBrakes(add: Add): void {
  const brakes = () => import('./commands/policy-brake.command.js');
  add('policy brakes', 'cli.help.policy.brakes', async () => (await brakes()).policyBrakes)
    .required('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
  add('policy brake', 'cli.help.policy.brake', async () => (await brakes()).policyBrake)
    .required('--site <key>', 'cli.help.site.which')
    .required('--rule <id>', 'cli.help.policy.rule')
    .required('--reason <text>', 'cli.help.switch.reason')
    .option('--off', 'cli.help.switch.off')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--json', 'cli.help.json');
}

function addVersions(add: Add): void {
  const versions = () => import('./commands/policy-versions.command.js');
  add('policy propose', 'cli.help.policy.propose', async () => (await versions()).policyPropose)
    .required('--site <key>', 'cli.help.site.which')
    .required('--file <file>', 'cli.help.policy.file')
    .option('--note <text>', 'cli.help.policy.note')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--json', 'cli.help.json');
  add('policy publish', 'cli.help.policy.publish', async () => (await versions()).policyPublish)
    .required('--site <key>', 'cli.help.site.which')
    .required('--draft <number>', 'cli.help.policy.draft')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--override <reason>', 'cli.help.policy.override')
    .option('--json', 'cli.help.json');
  add('policy versions', 'cli.help.policy.versions', async () => (await versions()).policyVersions)
    .required('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
  add('policy rollback', 'cli.help.policy.rollback', async () => (await versions()).policyRollback)
    .required('--site <key>', 'cli.help.site.which')
    .option('--to <version>', 'cli.help.policy.to')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--json', 'cli.help.json');
}
