/**
 * Loaded before everything else into a process whose clock a test sets: a file named after the process holds the
 * milliseconds by which it is wrong, and SIGUSR2 has it read. Timers go on as they do where a real clock is set.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const RealDate = Date;
let offset = 0;

const now = () => RealDate.now() + offset;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});

process.on('SIGUSR2', () => {
  offset = Number(readFileSync(join(process.env.FAULT_CLOCKS, String(process.pid)), 'utf8'));
  process.stderr.write(`the clock is wrong by ${offset} ms\n`);
});
