#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfNeeded } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
const rebuild = process.argv.indexOf('--rebuild');
if (rebuild !== -1) process.argv.splice(rebuild, 1);

// Where people call this from another folder, the desk is still the one of this package.
process.env.REPLYDESK_DATA_DIR ||= join(root, '.data');

if (existsSync(join(root, 'src'))) await buildIfNeeded(root, { force: rebuild !== -1 });
await import('../dist/cli/main.js');
