const HEADINGS = [
  'Scenario',
  'Runs',
  'Operations',
  'Acknowledged',
  'Unknown at first',
  'Lost',
  'Public early',
  'Published twice',
  'Other faults',
  'Longest until balanced (s)',
];

/**
 * The table of a run of the fault harness.
 * @param results one for each run, as engine/run-scenarios.ts writes them.
 * @returns the same as text and as Markdown, and whether nothing at all went wrong.
 */
export function tableOf(results) {
  const rows = [...grouped(results)]
    .map(([name, runs]) => rowOf(name, runs))
    .sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'en'));
  rows.push(rowOf('**All**', results));
  return {
    text: textOf(rows, results),
    markdown: markdownOf(rows),
    isClean: results.every(({ faults }) => faults.length === 0),
  };
}

function grouped(results) {
  const groups = new Map();
  for (const result of results) groups.set(result.scenario, [...(groups.get(result.scenario) ?? []), result]);
  return groups;
}

function rowOf(name, runs) {
  const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
  const other = runs.filter(
    ({ faults, lost, publishedEarly, publishedTwice }) =>
      faults.length > 0 && lost + publishedEarly + publishedTwice === 0,
  );
  return [
    name,
    runs.length,
    sum('operations'),
    sum('acknowledged'),
    sum('unknown'),
    sum('lost'),
    sum('publishedEarly'),
    sum('publishedTwice'),
    other.length,
    (Math.max(0, ...runs.map(({ balancedMs }) => balancedMs)) / 1_000).toFixed(1),
  ];
}

function textOf(rows, results) {
  const table = [HEADINGS, ...rows.map(([name, ...rest]) => [name.replaceAll('*', ''), ...rest])];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[column]),
      )
      .join('  '),
  );
  const bad = results.filter(({ faults }) => faults.length > 0);
  const seeds = bad.map(({ scenario, seed, faults }) => `\n${scenario}, seed ${seed}:\n${faults[0]}`);
  return [...lines, ...seeds].join('\n');
}

function markdownOf(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = HEADINGS.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(HEADINGS), line(rule), ...rows.map(line), ''].join('\n');
}
