import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const rowSchema = z.object({
  id: z.string(),
  lang: z.enum(['en', 'ja']),
  label: z.enum(['disguised', 'plain', 'innocent']),
  kind: z.string(),
  term: z.string().optional(),
  text: z.string().min(1),
});

/** A text that was written for this project, and whether the starting policy should touch it. */
export type Row = z.infer<typeof rowSchema>;

/** Every text of the corpus. */
export const CORPUS: readonly Row[] = readdirSync(import.meta.dirname)
  .filter((name) => /^(?:disguised|plain|innocent)_/.test(name))
  .flatMap((name) =>
    readFileSync(join(import.meta.dirname, name), 'utf8')
      .trim()
      .split('\n'),
  )
  .map((line) => rowSchema.parse(JSON.parse(line)));
