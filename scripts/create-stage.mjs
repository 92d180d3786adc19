// npm run stage:create <name>: writes the stage and its spec; the line in the ordered list is yours to place.
import { writeFileSync } from 'node:fs';

const name = process.argv[2];
if (!/^[a-z][a-z0-9-]*$/.test(name ?? '')) {
  console.error('usage: npm run stage:create <name-in-lower-case-with-hyphens>');
  process.exit(2);
}
const variable = name.replace(/-([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
const folder = new URL('../src/screening/stages/', import.meta.url);
writeFileSync(
  new URL(`${name}.stage.ts`, folder),
  `import type { Stage } from '../pipeline/stage.js';

/** What it looks for, and the source of its rule. */
export const ${variable}Stage: Stage = {
  name: '${name}',
  run: () => [],
};
`,
);
writeFileSync(
  new URL(`${name}.stage.spec.ts`, folder),
  `import { ${variable}Stage } from './${name}.stage.js';

describe('${name} stage', () => {
  it('says what it saw', () => {
    expect(${variable}Stage.name).toBe('${name}');
  });
});
`,
);
console.log(
  `Add ${variable}Stage to src/screening/stages/index.ts, at the place that its cost and reason deserve.`,
);
