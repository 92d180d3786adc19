const { setTimeout: pause } = require('node:timers/promises');
const { TestEnvironment } = require('jest-environment-node');

/** What keeps a process alive and belongs to whoever opened it; timers of Jest itself come and go. */
const HELD =
  /^(TCPSocketWrap|TCPServerWrap|TCPWrap|PipeWrap|ProcessWrap|UDPWrap|FSEventWrap|TTYWrap|Worker|MessagePort)$/;
/** Connections take a moment to end. */
const GRACE_MS = 5_000;
const STEP_MS = 20;

/** Node's environment of Jest, but a file that leaves a socket, a server, a child process or a watcher open fails. */
class LeakEnvironment extends TestEnvironment {
  #before = new Map();

  constructor(config, context) {
    super(config, context);
    this.testPath = context.testPath;
    // Opened when first used, and never closed: whoever writes first has not left them open.
    void [process.stdin, process.stdout, process.stderr];
  }

  async setup() {
    await super.setup();
    this.#before = held();
  }

  async teardown() {
    let left = surplus(held(), this.#before);
    for (
      const end = Date.now() + GRACE_MS;
      left.length > 0 && Date.now() < end;
      left = surplus(held(), this.#before)
    )
      await pause(STEP_MS);
    await super.teardown();
    if (left.length > 0) throw new Error(`${this.testPath} leaves open: ${left.join(', ')}`);
  }
}

function held() {
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo())
    if (HELD.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function surplus(now, before) {
  return [...now]
    .filter(([kind, count]) => count > (before.get(kind) ?? 0))
    .map(([kind, count]) => `${count - (before.get(kind) ?? 0)} ${kind}`);
}

module.exports = LeakEnvironment;
