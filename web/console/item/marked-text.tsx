import type { SignalView, TextSpan } from '../../../src/contract/review-api.js';
import { segmentsOf } from './segments.js';
import classes from './item.module.css';

interface MarkedTextProps {
  text: string;
  field: TextSpan['field'];
  signals: readonly SignalView[];
  /** The signal whose words are lit. */
  lit: number | null;
}

/** A text as sent, the words that signals point at lightly marked, those of the lit signal strongly. */
export function MarkedText({ text, field, signals, lit }: MarkedTextProps) {
  const spans = signals.flatMap((signal, index) =>
    signal.spans
      .filter((span) => span.field === field)
      .map(({ start, end }) => ({ start, end, signal: index })),
  );
  return segmentsOf(text, spans).map((segment) =>
    segment.signals.length === 0 ? (
      segment.text
    ) : (
      <mark
        key={segment.start}
        className={classes.mark}
        data-lit={lit !== null && segment.signals.includes(lit) ? '' : undefined}
      >
        {segment.text}
      </mark>
    ),
  );
}
