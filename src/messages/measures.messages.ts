import type { MeasureKind } from '../domain/measure-kind.js';
import { defineMessages, type Language, say } from './messages.js';

const measureMessages = defineMessages<MeasureKind>({
  hold_always: { en: 'a person reads everything first', ja: '常に人が確認' },
  suspend: { en: 'suspended', ja: '一時停止' },
  ban: { en: 'banned', ja: '投稿禁止' },
});

/** Measures upon an author in words, each once; those that this version does not know are left out. */
export function measureNames(language: Language, measures: readonly { kind: MeasureKind }[]): string {
  const known = [...new Set(measures.map(({ kind }) => kind))].filter((kind) =>
    Object.hasOwn(measureMessages, kind),
  );
  return known.map((kind) => say(language, measureMessages, kind)).join(language === 'ja' ? '、' : ', ');
}
