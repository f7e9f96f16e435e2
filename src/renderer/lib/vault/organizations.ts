import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import type { Tone } from '../../components/State.js';
import * as common from '../../words/common.js';
import { number } from '../../words/number.js';
import * as texts from '../../words/organizations.js';
import { fold } from './fuzzy.js';
import { keysOf } from './key-index.js';

/** Up to two letters: of the first two words, else of the first. */
export function initials(name: string): string {
  const [first = '', second = ''] = name.split(/[\s\-_.]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = second === '' ? [...first].slice(0, 2) : [[...first][0] ?? '', [...second][0] ?? ''];
  return letters.join('').toUpperCase() || '?';
}

/** 1 … 8: which of the tile's hues, always the same for an organization. */
export const hue = (id: string): number => ([...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7) % 8) + 1;

/** What Apple says about a whole team, whichever key asked (while an agreement is unsigned, every key of the team is refused at every address). */
export const isAgreement = (code: string | null | undefined): boolean => code === 'E_APPLE_AGREEMENT';

/** The one judgement of a key's last test: its strip, its organization's mark, what is counted and what is filtered agree. */
export interface KeyHealth {
  readonly tone: Tone;
  readonly word: string;
}
export function keyHealth({ lastTest }: KeyData): KeyHealth {
  if (!lastTest) return { tone: 'unknown', word: common.notTested };
  if (lastTest.outcome === 'ok') return { tone: 'good', word: texts.answers };
  // Apple knows the key, and yet does not do what it was asked; an unsigned agreement is the organization's trouble.
  if (lastTest.outcome === 'limited' || isAgreement(lastTest.code)) return { tone: 'attention', word: texts.recognisedByApple };
  if (lastTest.outcome === 'refused') return { tone: 'refused', word: texts.refused };
  return { tone: 'unknown', word: texts.notReached };
}

/** Of thousands of keys a word is worked out once, not at every keystroke. */
function once<T>(work: (keys: readonly KeyData[]) => T): (keys: readonly KeyData[]) => T {
  const done = new WeakMap<readonly KeyData[], { readonly value: T }>();
  return (keys) => {
    const made = done.get(keys) ?? { value: work(keys) };
    done.set(keys, made);
    return made.value;
  };
}

/** One mark for an organization: the worst of its keys, the agreement included. */
export const organizationHealth = once(healthOf);
function healthOf(keys: readonly KeyData[]): KeyHealth {
  if (keys.some(({ lastTest }) => isAgreement(lastTest?.code))) return { tone: 'attention', word: texts.agreementNeedsSigning };
  const all = keys.map(keyHealth);
  if (all.some(({ tone }) => tone === 'refused' || tone === 'attention')) return { tone: 'attention', word: texts.needsAttention };
  if (all.length > 0 && all.every(({ tone }) => tone === 'good')) return { tone: 'good', word: texts.answers };
  return { tone: 'unknown', word: common.notTested };
}

const needing = new WeakMap<VaultData, ReadonlySet<string>>();
/** Those with a key, or an agreement, that somebody should look at; worked out once for each thing main says. */
export function needingAttention(data: VaultData): ReadonlySet<string> {
  const there = needing.get(data);
  if (there) return there;
  const isNeeding = (id: string) => organizationHealth(keysOf(data, id)).tone === 'attention';
  const made = new Set(data.organizations.map(({ id }) => id).filter(isNeeding));
  needing.set(data, made);
  return made;
}

/** "1 answers, 1 recognised, 1 refused, 1 not tested" */
export const summary = once(summed);
function summed(keys: readonly KeyData[]): string {
  const count: Record<Tone, number> = { good: 0, attention: 0, refused: 0, unknown: 0 };
  for (const key of keys) count[keyHealth(key).tone] += 1;
  const untested = keys.filter(({ lastTest }) => lastTest === null).length;
  const parts = [
    [count.good, texts.answersOf(count.good)],
    [count.attention, texts.areRecognised],
    [count.refused, texts.areRefused],
    [count.unknown - untested, texts.areNotReached],
    [untested, texts.areNotTested],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${number(n)} ${word}`)
    .join(', ');
}

/** What is named like the query comes before what only holds something that is. */
export function bestFirst(organizations: readonly Organization[], query: string): readonly Organization[] {
  const wanted = fold(query).trim();
  if (wanted === '') return organizations;
  const isNamed = ({ name }: Organization) => fold(name).includes(wanted);
  return [...organizations.filter(isNamed), ...organizations.filter((one) => !isNamed(one))];
}

/** "57246542…11072a": the middle is what nobody compares. */
export const short = (id: string): string => (id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id);

/** What was typed apart by commas, each once. */
export const tagsOf = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(',')
        .map((tag) => [...tag.trim()].slice(0, 50).join(''))
        .filter(Boolean),
    ),
  ].slice(0, 50);
