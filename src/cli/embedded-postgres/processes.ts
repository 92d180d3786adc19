import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** A number that no process has (above Linux's PID_MAX_LIMIT, 2^22) and that fits a signed 32-bit pid. */
export const IMPOSSIBLE_PID = 2_147_483_646;

interface ProcessDescription {
  zombie: boolean;
  command: string;
}

/** Whether the number is taken, be it by a zombie. */
export function pidIsTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function describeByProc(pid: number): ProcessDescription | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // The state follows the program's name, which is in parentheses and may hold some itself.
    return { zombie: /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2)), command };
  } catch {
    return undefined;
  }
}

function describeByPs(pid: number): ProcessDescription {
  const ps = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const line = ps.error === undefined ? ps.stdout.trim() : '';
  return { zombie: line.startsWith('Z'), command: line };
}

function describe(pid: number): ProcessDescription | undefined {
  if (!pidIsTaken(pid)) return undefined;
  return process.platform === 'linux' ? describeByProc(pid) : describeByPs(pid);
}

/** Whether the process runs. A zombie, which still answers `kill(pid, 0)`, does not. */
export function isRunning(pid: number): boolean {
  const description = describe(pid);
  return description !== undefined && !description.zombie;
}

/** Whether the process runs and is a PostgreSQL server (as far as the system tells: unknown counts as yes). */
export function isPostgres(pid: number): boolean {
  const description = describe(pid);
  if (description === undefined || description.zombie) return false;
  return description.command === '' || description.command.includes('postgres');
}

/**
 * Whether the working directory of a process is `directory` (the same folder, whatever its name now).
 * @returns undefined when the system does not tell: not Linux, or a container without the right to look.
 */
export function worksIn(pid: number | string, directory: string): boolean | undefined {
  try {
    const there = fs.statSync(`/proc/${pid}/cwd`);
    const wanted = fs.statSync(directory);
    return there.dev === wanted.dev && there.ino === wanted.ino;
  } catch {
    return undefined;
  }
}

/** Whether any process still works in `directory`; false where the system does not tell. */
export function anyoneWorksIn(directory: string): boolean {
  try {
    return fs.readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(name, directory) === true);
  } catch {
    return false;
  }
}
