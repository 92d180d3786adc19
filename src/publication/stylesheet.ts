import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The stylesheet of all pages readers see. */
export const STYLESHEET = readFileSync(join(import.meta.dirname, 'assets', 'reader.css'), 'utf8');

/** Changes with the stylesheet; in its address, so that browsers may keep it for ever. */
export const STYLESHEET_VERSION = createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 12);
