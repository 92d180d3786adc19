/** A row that can be selected, as it is on screen. */
export interface Row {
  id: string;
  version: number;
}

/** What is selected: rows with the version they were selected with, or all that the filters find. */
export interface Selection {
  chosen: ReadonlyMap<string, number>;
  /** Where a range begins. */
  anchor: string | null;
  /** How many the filters found when all of them were selected; null: only rows. */
  all: number | null;
}

/** Rows of one bulk decision at most; above that all that the filters find can be selected. */
export const MOST_ROWS = 1_000;

/** Nothing is selected. */
export const NOTHING: Selection = { chosen: new Map(), anchor: null, all: null };

const mapOf = (rows: readonly Row[]) =>
  new Map(rows.slice(0, MOST_ROWS).map(({ id, version }) => [id, version]));

/** How many are selected. */
export function sizeOf({ all, chosen }: Selection): number {
  return all ?? chosen.size;
}

/** Whether a row is selected. */
export function has({ all, chosen }: Selection, id: string): boolean {
  return all !== null || chosen.has(id);
}

/** Selects a row, or takes it out; of all that the filters find, the other rows on screen are left. */
export function toggled(selection: Selection, rows: readonly Row[], id: string): Selection {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) return selection;
  const chosen = new Map(selection.all === null ? selection.chosen : mapOf(rows));
  if (chosen.has(id)) chosen.delete(id);
  else if (chosen.size < MOST_ROWS) chosen.set(id, row.version);
  return { chosen, anchor: id, all: null };
}

/** Selects from the row that was chosen last to this one, both included; what was selected stays. */
export function ranged(selection: Selection, rows: readonly Row[], id: string): Selection {
  const end = rows.findIndex((row) => row.id === id);
  if (end === -1) return selection;
  const start = rows.findIndex((row) => row.id === selection.anchor);
  const from = start === -1 ? end : start;
  const between = rows.slice(Math.min(from, end), Math.max(from, end) + 1);
  const kept = selection.all === null ? selection.chosen : mapOf(rows);
  const chosen = new Map(kept);
  for (const row of between)
    if (!chosen.has(row.id) && chosen.size < MOST_ROWS) chosen.set(row.id, row.version);
  return { chosen, anchor: start === -1 ? id : selection.anchor, all: null };
}

/** Selects every row on screen. */
export function wholePage(rows: readonly Row[]): Selection {
  return { chosen: mapOf(rows), anchor: rows[0]?.id ?? null, all: null };
}

/** Selects all that the filters find, so many. */
export function everything(rows: readonly Row[], count: number): Selection {
  return { ...wholePage(rows), all: count };
}

/** What is left of a selection when rows have gone. */
export function stillThere(selection: Selection, rows: readonly Row[]): Selection {
  const ids = new Set(rows.map(({ id }) => id));
  if ([...selection.chosen.keys()].every((id) => ids.has(id))) return selection;
  return { ...selection, chosen: new Map([...selection.chosen].filter(([id]) => ids.has(id))) };
}
