import { type Evidence, findSignal, type Script, type Signal, type SignalKind } from '../signal.js';
import { failedOf, worstOf } from './provider-answers.js';

/** What a fact is: a number, one word of a few, a yes or no, or a set of words. */
export type FactType = 'number' | 'word' | 'flag' | 'set';

/** A value of a fact; undefined when what it is read from is unknown. */
export type FactValue = number | string | boolean | readonly string[] | undefined;

/** Something a condition may ask about. */
export interface Fact {
  type: FactType;
  /** Signal it is read from. */
  from: SignalKind;
  /** Whether a rule that needs it may reject; else it holds. */
  mayReject: boolean;
  read(signals: readonly Signal[]): FactValue;
  /** Not to know it is no failed check: a condition is unknown then, and its rule has no effect. */
  mayLack?: true;
}

function fact<Kind extends SignalKind>(
  type: FactType,
  from: Kind,
  value: (evidence: Evidence[Kind]) => FactValue,
): Fact {
  return {
    type,
    from,
    mayReject: true,
    read(signals) {
      const signal = findSignal(signals, from);
      return signal === undefined ? undefined : value(signal.evidence as Evidence[Kind]);
    },
  };
}

const shareOf = (script: Script): Fact => fact('number', 'language', ({ shares }) => shares[script]);
const neverRejects = (fact: Fact): Fact => ({ ...fact, mayReject: false });
/** A service that is not required may stay silent (docs/providers.md, "When a service does not answer"). */
function fromProviders(value: (evidence: Evidence['provider']) => FactValue): Fact & { mayLack: true } {
  return { ...fact('number', 'provider', value), mayLack: true };
}

/** Every fact by its name: the only list. Sentences for each are in messages/facts.messages.ts. */
export const FACTS = {
  'text.characters': fact('number', 'shape', ({ characters }) => characters),
  'text.uppercase': fact('number', 'shape', ({ uppercase }) => uppercase),
  'text.pictures': fact('number', 'shape', ({ pictures }) => pictures),
  'text.marks': fact('number', 'shape', ({ marks }) => marks),
  'text.invisible': fact('number', 'shape', ({ invisible }) => invisible),
  'text.repeated': fact('number', 'shape', ({ repeated }) => repeated),
  'text.oddities': fact('set', 'shape', ({ oddities }) => oddities),
  'text.language': neverRejects(fact('word', 'language', ({ language }) => language)),
  'text.fits_page': neverRejects(fact('flag', 'language', ({ fits }) => fits)),
  'text.script': fact('word', 'language', ({ script }) => script),
  'text.latin': shareOf('latin'),
  'text.kana': shareOf('kana'),
  'text.han': shareOf('han'),
  'text.hangul': shareOf('hangul'),
  'text.cyrillic': shareOf('cyrillic'),
  'text.arabic': shareOf('arabic'),
  'text.other_scripts': shareOf('other'),
  'links.count': fact('number', 'links', ({ count }) => count),
  'links.domains': fact('set', 'links', ({ domains }) => domains),
  'links.disguised': fact('number', 'links', ({ disguised }) => disguised),
  'links.glued': fact('number', 'links', ({ glued }) => glued),
  'links.bbcode': fact('number', 'links', ({ bbcode }) => bbcode),
  'links.international': fact('number', 'links', ({ international }) => international),
  'links.mixed': fact('number', 'links', ({ mixed }) => mixed),
  'links.imitating': fact('number', 'links', ({ imitating }) => imitating),
  'links.new': fact('number', 'link-history', ({ fresh }) => fresh),
  'links.recent': fact('number', 'link-history', ({ recent }) => recent),
  'author.approved': fact('number', 'author-history', ({ approved }) => approved),
  'author.rejected': fact('number', 'author-history', ({ rejected }) => rejected),
  'author.recent': fact('number', 'rates', ({ author }) => author),
  'author.reputation': neverRejects(fact('number', 'author-history', ({ reputation }) => reputation)),
  'author.known_days': neverRejects(fact('number', 'author-history', ({ knownDays }) => knownDays)),
  'mail.missing': fact('flag', 'mail-address', ({ missing }) => missing),
  'mail.disposable': fact('flag', 'mail-address', ({ disposable }) => disposable),
  'mail.tagged': fact('flag', 'mail-address', ({ tagged }) => tagged),
  'mail.alias': fact('flag', 'mail-address', ({ alias }) => alias),
  'duplicates.exact': fact('number', 'repeated-text', ({ count }) => count),
  'duplicates.same': fact('number', 'near-duplicates', ({ same }) => same),
  'duplicates.similar': fact('number', 'near-duplicates', ({ similar }) => similar),
  'duplicates.authors': fact('number', 'near-duplicates', ({ authors }) => authors),
  'duplicates.networks': fact('number', 'near-duplicates', ({ networks }) => networks),
  'network.recent': fact('number', 'network-rate', ({ count }) => count),
  'thread.recent': fact('number', 'rates', ({ thread }) => thread),
  'thread.closed': fact('flag', 'thread-state', ({ closed }) => closed),
  'thread.days': fact('number', 'thread-state', ({ days }) => days),
  'thread.comments': fact('number', 'thread-state', ({ comments }) => comments),
  'thread.flagged': fact('number', 'thread-state', ({ flagged }) => flagged),
  'text.prompt_like': fact('number', 'prompt-like', ({ spans }) => spans.length),
  'provider.spam': fromProviders(({ calls }) => worstOf(calls, ['spam'])),
  'provider.abuse': fromProviders(({ calls }) => worstOf(calls, ['abuse', 'hate'])),
  'provider.worst': fromProviders(({ calls }) => worstOf(calls)),
  'provider.failed': fromProviders(({ calls }) => failedOf(calls)),
} as const satisfies Record<string, Fact>;

/** Name of a fact. */
export type FactName = keyof typeof FACTS;

/** All names of facts. */
export const FACT_NAMES = Object.keys(FACTS) as [FactName, ...FactName[]];
