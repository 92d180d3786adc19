import { Argument, Command, Option } from 'commander';
import type { CliMessageKey, CommandContext, ExitCode } from './command.js';
import type { Add, CommandBuilder } from './command-builder.js';
import { addPolicies } from './policy-commands.js';

interface ProgramParts {
  context: CommandContext;
  version: string;
  /** Takes the exit code of the command that ran. */
  done: (code: ExitCode) => void;
}

/** The commands with their options; every text in the person's language. Throws CommanderError on wrong usage. */
export function buildProgram(parts: ProgramParts): Command {
  const { context, version } = parts;
  const program = translated(new Command('replydesk'), context);
  program
    .description(context.say('cli.help.program'))
    .version(version, '-V, --version', context.say('cli.help.version'))
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.err(text.trimEnd()),
      outputError: () => undefined,
    });
  const add = adder(program, parts);
  addRunning(add);
  addSites(add);
  addSwitches(add);
  addModerators(add);
  addPolicies(add);
  addEffects(add);
  addBackups(add);
  return program;
}

function adder(program: Command, { context, done }: ProgramParts): Add {
  const groups = new Map<string, Command>();
  const parentOf = (path: string): Command => {
    const [group, inner] = path.split(' ');
    if (inner === undefined || group === undefined) return program;
    const known = groups.get(group);
    if (known !== undefined) return known;
    const made = translated(program.command(group), context);
    made.description(
      context.say(`cli.help.${group as 'site' | 'thread' | 'moderator' | 'token' | 'policy' | 'effect'}`),
    );
    groups.set(group, made);
    return made;
  };
  return (path, help, load) => {
    const command = translated(parentOf(path).command(path.split(' ').at(-1) ?? path), context);
    command.description(context.say(help)).action(async () => {
      const handler = await load();
      done(await handler(context, command.opts(), command.args));
    });
    return builderOf(command, context);
  };
}

function builderOf(command: Command, context: CommandContext): CommandBuilder {
  const builder: CommandBuilder = {
    option: (flags, help) => (command.option(flags, context.say(help)), builder),
    required: (flags, help) => (command.requiredOption(flags, context.say(help)), builder),
    either([one, oneHelp], [other, otherHelp]) {
      command.addOption(new Option(one, context.say(oneHelp)).conflicts(other.slice(2)));
      command.addOption(new Option(other, context.say(otherHelp)));
      return builder;
    },
    argument(name, help, choices) {
      const argument = new Argument(name, context.say(help));
      command.addArgument(choices === undefined ? argument : argument.choices(choices));
      return builder;
    },
  };
  return builder;
}

function translated(command: Command, context: CommandContext): Command {
  const titles = new Map<string, CliMessageKey>([
    ['Usage:', 'cli.help.usage'],
    ['Options:', 'cli.help.options'],
    ['Commands:', 'cli.help.commands'],
    ['Arguments:', 'cli.help.arguments'],
  ]);
  return command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', context.say('cli.help.help'))
    .configureHelp({
      styleTitle: (title) => {
        const key = titles.get(title);
        return key === undefined ? title : context.say(key);
      },
    });
}

function addRunning(add: Add): void {
  add('start', 'cli.help.start', async () => (await import('./commands/start.command.js')).start).argument(
    '[role]',
    'cli.help.start.role',
    ['api', 'worker'],
  );
  add(
    'migrate',
    'cli.help.migrate',
    async () => (await import('./commands/migrate.command.js')).migrate,
  ).option('--json', 'cli.help.json');
  add('doctor', 'cli.help.doctor', async () => (await import('./commands/doctor.command.js')).doctor).option(
    '--json',
    'cli.help.json',
  );
  add(
    'health',
    'cli.help.health',
    async () => (await import('./commands/health.command.js')).health,
  ).argument('<role>', 'cli.help.health.role', ['api', 'worker']);
}

function addSites(add: Add): void {
  add('site put', 'cli.help.site.put', async () => (await import('./commands/site.command.js')).sitePut)
    .required('--key <key>', 'cli.help.site.key')
    .option('--name <name>', 'cli.help.site.name')
    .option('--url <url>', 'cli.help.site.url')
    .option('--locale <en|ja>', 'cli.help.site.locale')
    .option('--locales <list>', 'cli.help.site.locales')
    .option('--flood-seconds <seconds>', 'cli.help.site.floodSeconds')
    .option('--create-threads <true|false>', 'cli.help.site.createThreads')
    .option('--require-name-email <true|false>', 'cli.help.site.requireNameEmail')
    .option('--webhook-url <url>', 'cli.help.site.webhookUrl')
    .option('--json', 'cli.help.json');
  add(
    'site rotate-webhook-secret',
    'cli.help.site.rotateWebhookSecret',
    async () => (await import('./commands/site.command.js')).siteRotateWebhookSecret,
  )
    .required('--key <key>', 'cli.help.site.which')
    .option('--overlap-hours <hours>', 'cli.help.site.overlapHours')
    .option('--json', 'cli.help.json');
  add(
    'site list',
    'cli.help.site.list',
    async () => (await import('./commands/site.command.js')).siteList,
  ).option('--json', 'cli.help.json');
  add(
    'thread put',
    'cli.help.thread.put',
    async () => (await import('./commands/thread.command.js')).threadPut,
  )
    .required('--site <key>', 'cli.help.site.which')
    .required('--key <key>', 'cli.help.thread.key')
    .option('--title <title>', 'cli.help.thread.title')
    .option('--url <url>', 'cli.help.thread.url')
    .option('--locale <en|ja>', 'cli.help.thread.locale')
    .either(['--closed', 'cli.help.thread.closed'], ['--open', 'cli.help.thread.open'])
    .either(['--hidden', 'cli.help.thread.hidden'], ['--visible', 'cli.help.thread.visible'])
    .option('--json', 'cli.help.json');
  add(
    'thread list',
    'cli.help.thread.list',
    async () => (await import('./commands/thread.command.js')).threadList,
  )
    .required('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
}

function addSwitches(add: Add): void {
  const switches = () => import('./commands/switch.command.js');
  const site = [
    ['site hold-all', 'cli.help.site.holdAll', async () => (await switches()).siteHoldAll],
    [
      'site stop-automation',
      'cli.help.site.stopAutomation',
      async () => (await switches()).siteStopAutomation,
    ],
  ] as const;
  for (const [path, help, load] of site)
    addSwitch(add(path, help, load).required('--key <key>', 'cli.help.site.which'));
  addSwitch(
    add('thread hold', 'cli.help.thread.hold', async () => (await switches()).threadHold)
      .required('--site <key>', 'cli.help.site.which')
      .required('--key <key>', 'cli.help.thread.key'),
  );
  add('site switches', 'cli.help.site.switches', async () => (await switches()).siteSwitches)
    .required('--key <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
}

function addSwitch(command: CommandBuilder): void {
  command
    .required('--reason <text>', 'cli.help.switch.reason')
    .option('--off', 'cli.help.switch.off')
    .option('--by <email>', 'cli.help.policy.by')
    .option('--json', 'cli.help.json');
}

function addModerators(add: Add): void {
  const moderators = () => import('./commands/moderator.command.js');
  add('moderator create', 'cli.help.moderator.create', async () => (await moderators()).moderatorCreate)
    .required('--email <email>', 'cli.help.moderator.email')
    .required('--name <name>', 'cli.help.moderator.name')
    .required('--role <role>', 'cli.help.moderator.role')
    .option('--password-stdin', 'cli.help.moderator.passwordStdin')
    .option('--json', 'cli.help.json');
  add('moderator list', 'cli.help.moderator.list', async () => (await moderators()).moderatorList).option(
    '--json',
    'cli.help.json',
  );
  add(
    'moderator reset',
    'cli.help.moderator.reset',
    async () => (await import('./commands/moderator-reset.command.js')).moderatorReset,
  )
    .required('--email <email>', 'cli.help.moderator.email')
    .option('--second-factor', 'cli.help.moderator.secondFactor')
    .option('--json', 'cli.help.json');
  add('token create', 'cli.help.token.create', async () => (await moderators()).tokenCreate)
    .required('--email <email>', 'cli.help.moderator.email')
    .option('--name <name>', 'cli.help.token.name')
    .option('--json', 'cli.help.json');
}

function addBackups(add: Add): void {
  add('backup', 'cli.help.backup', async () => (await import('./commands/backup.command.js')).backup)
    .option('--out <file>', 'cli.help.backup.out')
    .option('--force', 'cli.help.backup.force')
    .option('--check <file>', 'cli.help.backup.check')
    .option('--json', 'cli.help.json');
  add('restore', 'cli.help.restore', async () => (await import('./commands/restore.command.js')).restore)
    .argument('<file>', 'cli.help.restore.file')
    .option('--check', 'cli.help.restore.check')
    .option('--replace', 'cli.help.restore.replace')
    .option('--yes', 'cli.help.restore.yes')
    .option('--resume-effects', 'cli.help.restore.resumeEffects')
    .option('--without-tokens', 'cli.help.restore.withoutTokens')
    .option('--json', 'cli.help.json');
}

function addEffects(add: Add): void {
  const effects = () => import('./commands/effect.command.js');
  add('effect list', 'cli.help.effect.list', async () => (await effects()).effectList)
    .option('--state <state>', 'cli.help.effect.state')
    .option('--site <key>', 'cli.help.site.which')
    .option('--limit <number>', 'cli.help.effect.limit')
    .option('--json', 'cli.help.json');
  add('effect replay', 'cli.help.effect.replay', async () => (await effects()).effectReplay)
    .argument('[id]', 'cli.help.effect.id')
    .option('--all-dead', 'cli.help.effect.allDead')
    .option('--site <key>', 'cli.help.site.which')
    .option('--json', 'cli.help.json');
}
