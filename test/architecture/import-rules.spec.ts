import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}

describe('the house', () => {
  it('keeps its import rules', async () => {
    const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { stdout } = await run(
      process.execPath,
      [cli, '--config', '.dependency-cruiser.cjs', 'src', 'web'],
      { cwd: root },
    );
    expect(stdout).toContain('no dependency violations found');
  });

  it('finds a planted violation', async () => {
    const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const planted = 'test/architecture/planted/src';
    const failure = await run(
      process.execPath,
      [cli, '--config', '../../../.dependency-cruiser.cjs', 'src'],
      {
        cwd: join(root, planted, '..'),
      },
    ).catch((error: { stdout: string }) => error);
    for (const rule of ['steps-meet-only-in-data', 'domain-is-the-bottom', 'no-barrels', 'no-cycles']) {
      expect(failure.stdout).toContain(rule);
    }
  });

  it.each([
    ['forwardRef', /\bforwardRef\s*\(/],
    ['request scope', /Scope\.REQUEST/],
    ['process.env outside the configuration', /process\.env\b/],
    ['synchronize: true', /synchronize:\s*true/],
  ])('has no %s', (name, pattern) => {
    const allowed = /^src\/(config|role|cli)\b/;
    const found = sources('src').filter((file) => {
      if (name.startsWith('process.env') && allowed.test(file)) return false;
      return pattern.test(readFileSync(join(root, file), 'utf8'));
    });
    expect(found).toEqual([]);
  });

  it('lists every stage, and each has a spec', () => {
    const stages = sources('src/screening/stages').filter((file) => file.endsWith('.stage.ts'));
    const list = readFileSync(join(root, 'src/screening/stages/index.ts'), 'utf8');
    const specs = readdirSync(join(root, 'src/screening/stages')).filter((name) => name.endsWith('.spec.ts'));
    expect(stages.length).toBeGreaterThan(5);
    for (const file of stages) {
      const name = file.split('/').at(-1)?.replace('.ts', '') ?? '';
      expect(list).toContain(`./${name}.js`);
      expect(specs).toContain(`${name}.spec.ts`);
    }
  });
});
