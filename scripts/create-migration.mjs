// npm run migration:create <name>: writes the file and its line in the list.
import { readFileSync, writeFileSync } from 'node:fs';

const name = process.argv[2];
if (!/^[a-z][a-z0-9-]*$/.test(name ?? '')) {
  console.error('usage: npm run migration:create <name-in-lower-case-with-hyphens>');
  process.exit(2);
}
const stamp = Date.now();
const className = `${name.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter) => letter.toUpperCase())}${stamp}`;
const folder = new URL('../src/database/migrations/', import.meta.url);

writeFileSync(
  new URL(`${stamp}-${name}.ts`, folder),
  `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }
}
`,
);
const list = new URL('index.ts', folder);
const text = readFileSync(list, 'utf8')
  .replace(/(import [^\n]*\n)(?!import)/, `$1import { ${className} } from './${stamp}-${name}.js';\n`)
  .replace(/,?\s*\];/, `,\n  ${className},\n];`);
writeFileSync(list, text);
console.log(`src/database/migrations/${stamp}-${name}.ts`);
