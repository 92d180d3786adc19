import { execFile } from 'node:child_process';
import type { ExecFileOptions } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import type { Voice } from './voice.js';

const run = promisify(execFile);

/** Accounts tried, in this order, when the desk is started by root: PostgreSQL refuses to run as root. */
const ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/** The account that runs the database. Without ids it is the one that runs this process. */
export interface Account {
  name: string;
  uid?: number;
  gid?: number;
}

/** Whether this process is root (and so must hand the database to another account). */
export function runsAsRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * The account that runs the database.
 * @param owner of an existing cluster: root runs it as that account, so that its owner can start it too.
 * @throws EmbeddedPostgresError when root finds no account to hand the database to.
 */
export function databaseAccount(owner: { uid: number; gid: number } | undefined, voice: Voice): Account {
  if (!runsAsRoot()) return { name: String(process.geteuid?.() ?? '') };
  const entries = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  const accounts = entries.map((entry) => entry.split(':')).map(toAccount);
  if (owner !== undefined && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return { name: known?.name ?? String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  for (const name of ACCOUNTS) {
    const account = accounts.find((one) => one.name === name && (one.uid ?? 0) > 0);
    if (account !== undefined) return account;
  }
  throw voice.refusal('embedded.noAccount', { accounts: ACCOUNTS.join(', ') });
}

function toAccount(fields: string[]): Account {
  return { name: fields[0] ?? '', uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** Options that make a child process run as the account, with an environment that decides nothing by chance. */
export function runAs(account: Account): ExecFileOptions {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  if (process.platform === 'win32') env.SYSTEMROOT = process.env.SYSTEMROOT;
  const cwd = process.platform === 'win32' ? undefined : '/';
  return { cwd, env, uid: account.uid, gid: account.gid };
}

/** Whether the account may enter the directory. The kernel is asked, so access lists and mounts count. */
export async function canEnter(account: Account, directory: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], runAs(account));
    return true;
  } catch {
    return false;
  }
}

/** Hands a file or directory to the account. */
export function giveTo(account: Account, file: string): void {
  if (account.uid !== undefined && account.gid !== undefined) fs.chownSync(file, account.uid, account.gid);
}
