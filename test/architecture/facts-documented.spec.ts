import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACT_NAMES, FACTS } from '../../src/domain/policy/facts.js';
import { ODDITIES } from '../../src/domain/signal.js';

const KINDS = { number: 'number', word: 'word', flag: 'yes or no', set: 'set' } as const;

/** Rows of the table in docs/policy.md: name, kind, and what it says. */
const rows = [
  ...readFileSync(join(__dirname, '../../docs/policy.md'), 'utf8').matchAll(
    /^\| `([a-z]+\.[a-z_]+)` \| (number|word|yes or no|set) \| (.+) \|$/gm,
  ),
].map(([, name = '', kind = '', says = '']) => ({ name, kind, says }));

describe('the facts that rules may ask for', () => {
  it.each(FACT_NAMES)('%s is in the table of docs/policy.md once, as what it is', (name) => {
    const said = rows.filter((row) => row.name === name);
    expect(said.map(({ kind }) => kind)).toEqual([KINDS[FACTS[name].type]]);
  });

  it('are all that the table has', () => {
    expect(rows.map(({ name }) => name).filter((name) => !(FACT_NAMES as string[]).includes(name))).toEqual(
      [],
    );
  });

  it('name every oddity', () => {
    const says = rows.find(({ name }) => name === 'text.oddities')?.says ?? '';
    expect(ODDITIES.filter((oddity) => !says.includes(`\`${oddity}\``))).toEqual([]);
  });
});
