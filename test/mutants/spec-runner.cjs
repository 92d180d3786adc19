/**
 * Runs spec files of a copy of the sources in this process, again and again, with one text changed at a time. Packages are
 * loaded once, our own modules anew for each file: a run costs little more than its tests do. Jest itself would load
 * everything for every file. It is Jest's own runner of tests (jest-circus) and its `expect` that are used.
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');
const circus = require('jest-circus');
const { jestExpect } = require('@jest/expect');
const { ModuleMocker } = require('jest-mock');

const ROOT = process.cwd() + path.sep;
const TEST_TIMEOUT_MS = 15_000;
const { swc } = JSON.parse(process.env.REPLYDESK_MUTANT_SETTINGS);

/** Compiled text of our modules. */
const compiled = new Map();
/** The one file whose text is another now. */
let changed = { path: '', text: '' };
let failed = false;

const isOurs = (file) => file.startsWith(ROOT) && !file.includes(`${path.sep}node_modules${path.sep}`);

function compile(file) {
  const text = file === changed.path ? changed.text : readFileSync(file, 'utf8');
  const known = compiled.get(file);
  if (known?.text === text) return known.code;
  const { code } = transformSync(text, { ...swc, filename: file, swcrc: false, configFile: false });
  if (file !== changed.path) compiled.set(file, { text, code });
  return code;
}

Module._extensions['.ts'] = (module, file) => module._compile(compile(file), file);
const resolveAsNode = Module._resolveFilename;
Module._resolveFilename = function resolveOurs(request, parent, ...rest) {
  if (request.startsWith('.') && parent?.filename != null && isOurs(parent.filename)) {
    const source = `${path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, ''))}.ts`;
    if (existsSync(source)) return source;
  }
  return resolveAsNode.call(this, request, parent, ...rest);
};

const mocker = new ModuleMocker(globalThis);
const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  setTimeout: () => undefined,
};
const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, jest });
globalThis.expect = jestExpect;

// A mutant is dead after its first failure; the rest of the file is skipped, its hooks excepted.
circus.addEventHandler((event) => {
  if (event.name === 'test_fn_failure' || event.name === 'hook_failure') failed = true;
  if (event.name === 'test_start' && failed) event.test.mode = 'skip';
});
for (const trouble of ['uncaughtException', 'unhandledRejection'])
  process.on(trouble, (error) => {
    failed = true;
    lastError = error;
  });
let lastError;

async function runFile(file) {
  for (const key of Object.keys(require.cache)) if (isOurs(key)) delete require.cache[key];
  circus.resetState();
  const state = circus.getState();
  state.testTimeout = TEST_TIMEOUT_MS;
  state.parentProcess = process;
  state.originalGlobalErrorHandlers = { uncaughtException: [], unhandledRejection: [], rejectionHandled: [] };
  jestExpect.setState({ assertionCalls: 0, testPath: file, suppressedErrors: [] });
  try {
    require(file);
    const { testResults, unhandledErrors } = await circus.run();
    mocker.restoreAllMocks();
    const errors = [...unhandledErrors, ...testResults.flatMap(({ errors: all }) => all)];
    if (errors.length > 0) {
      failed = true;
      lastError = errors[0];
    }
  } catch (error) {
    failed = true;
    lastError = error;
  }
}

const handles = () =>
  process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout|Process/.test(kind)).length;

async function run({ files, change }) {
  const before = handles();
  failed = false;
  lastError = undefined;
  changed =
    change === undefined ? { path: '', text: '' } : { path: path.resolve(change.file), text: change.text };
  for (const file of files) {
    await runFile(path.resolve(file));
    if (failed) break;
  }
  const reason = lastError === undefined ? '' : String(lastError?.stack ?? lastError).slice(0, 2_000);
  // What a test left behind could disturb the next one: the process is replaced then.
  process.send({ failed, reason, spoilt: failed && handles() > before });
}
process.on('message', (order) => void run(order));
process.on('disconnect', () => process.exit());
process.send('ready');
