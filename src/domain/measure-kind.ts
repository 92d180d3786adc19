/** What people may lay upon an author: a person reads everything first, or the machine rejects it, for a time or for good. */
export const MEASURES = ['hold_always', 'suspend', 'ban'] as const;

/** What people may lay upon an author. */
export type MeasureKind = (typeof MEASURES)[number];
