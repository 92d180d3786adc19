import type { ReportKind } from './report.entity.js';

/** A report that waits for an answer, and what became of earlier ones from the same network. */
export interface OpenReport {
  kind: ReportKind;
  /** Null: not known any more. */
  network: string | null;
  /** Answered reports of that network. */
  answered: number;
  /** Those of them whose comment was taken down. */
  upheld: number;
}

/** How bad it would be, were the report right, 0 to 1. */
const SEVERITY: Readonly<Record<ReportKind, number>> = {
  illegal: 1,
  'private-data': 0.9,
  hate: 0.9,
  insult: 0.6,
  spam: 0.4,
  other: 0.3,
};

/** Longest that a reported comment waits behind those reported later, in minutes. */
export const LONGEST_REPORT_DELAY_MINUTES = 240;

/**
 * How likely it is that some report is right, times how bad the worst of them would be, 0 to 1. A network is one voice,
 * however many reports come from it, and weighs what its earlier reports were worth; nobody knows a new one: one half.
 */
export function harmOf(reports: readonly OpenReport[]): number {
  const doubts = new Map<string, number>();
  for (const [index, { network, answered, upheld }] of reports.entries())
    doubts.set(network ?? `unknown ${index}`, 1 - (upheld + 1) / (answered + 2));
  const allWrong = [...doubts.values()].reduce((product, doubt) => product * doubt, 1);
  const severity = Math.max(0, ...reports.map(({ kind }) => SEVERITY[kind]));
  return Math.round((1 - allWrong) * severity * 1_000) / 1_000;
}
