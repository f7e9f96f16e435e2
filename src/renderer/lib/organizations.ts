import type { KeyData, VaultData } from '../../shared/ipc/contract.js';
import type { Organization } from '../../shared/model.js';
import type { Tone } from '../components/State.js';

/** Up to two letters: of the first two words, else of the first. */
export function initials(name: string): string {
  const [first = '', second = ''] = name.split(/[\s\-_.]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = second === '' ? [...first].slice(0, 2) : [[...first][0] ?? '', [...second][0] ?? ''];
  return letters.join('').toUpperCase() || '?';
}

/** 1 … 8: which of the tile's hues, always the same for an organization. */
export const hue = (id: string): number => ([...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7) % 8) + 1;

/** What Apple says about a whole team, whichever key asked (facts/apple.md section 3). */
export const isAgreement = (code: string | null | undefined): boolean => code === 'E_APPLE_AGREEMENT';

export interface KeyHealth {
  readonly tone: Tone;
  readonly word: string;
}
export function keyHealth({ lastTest }: KeyData): KeyHealth {
  if (!lastTest) return { tone: 'unknown', word: 'Not tested' };
  if (lastTest.outcome === 'ok') return { tone: 'good', word: 'Answers' };
  // An unsigned agreement is the organization's trouble; the key itself was recognised.
  if (isAgreement(lastTest.code)) return { tone: 'good', word: 'Recognised by Apple' };
  if (lastTest.outcome === 'limited') return { tone: 'good', word: 'Answers' };
  if (lastTest.outcome === 'refused') return { tone: 'refused', word: 'Refused' };
  return { tone: 'unknown', word: 'Not reached' };
}

/** One mark for an organization: the worst of its keys, the agreement included. */
export function organizationHealth(keys: readonly KeyData[]): KeyHealth {
  if (keys.some(({ lastTest }) => isAgreement(lastTest?.code))) return { tone: 'attention', word: 'Agreement needs signing' };
  const all = keys.map(keyHealth);
  if (all.some(({ tone }) => tone === 'refused')) return { tone: 'attention', word: 'Needs attention' };
  if (all.length > 0 && all.every(({ tone }) => tone === 'good')) return { tone: 'good', word: 'Answers' };
  return { tone: 'unknown', word: 'Not tested' };
}

const number = (n: number): string => n.toLocaleString('en');
export const keyCount = (n: number): string => `${number(n)} ${n === 1 ? 'key' : 'keys'}`;

/** "1 answers, 1 refused, 1 not tested" */
export function summary(keys: readonly KeyData[]): string {
  const count: Record<Tone, number> = { good: 0, attention: 0, refused: 0, unknown: 0 };
  for (const key of keys) count[keyHealth(key).tone] += 1;
  const parts = [
    [count.good, count.good === 1 ? 'answers' : 'answer'],
    [count.refused, 'refused'],
    [count.unknown, 'not tested'],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${number(n)} ${word}`)
    .join(', ');
}

/** Organizations that a query leaves, and which of their keys match; every word must be found. */
export function filterVault(
  data: VaultData,
  query: string,
): { readonly organizations: ReadonlySet<string>; readonly keys: ReadonlySet<string> } | null {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const names = new Map(data.organizations.map((one) => [one.id, fold([one.name, ...one.tags].join('\n'))]));
  const issuers = new Map(data.organizations.map((one) => [one.id, fold(one.issuerId ?? '')]));
  // Two digits are in nearly every Issuer ID: they are meant for a name.
  const has = (id: string, text: string) =>
    words.every((word) => text.includes(word) || (word.length >= 4 && issuers.get(id)?.includes(word) === true));
  const keys = data.keys.filter(
    (key) =>
      key.trashedAt === null && has(key.organizationId, `${names.get(key.organizationId) ?? ''}\n${fold(key.name)}\n${fold(key.keyId)}`),
  );
  const organizations = new Set([
    ...keys.map((key) => key.organizationId),
    ...[...names].filter(([id, text]) => has(id, text)).map(([id]) => id),
  ]);
  return { organizations, keys: new Set(keys.map(({ id }) => id)) };
}
/** What is named like the query comes before what only holds something that is. */
export function bestFirst(organizations: readonly Organization[], query: string): readonly Organization[] {
  const wanted = fold(query).trim();
  if (wanted === '') return organizations;
  const isNamed = ({ name }: Organization) => fold(name).includes(wanted);
  return [...organizations.filter(isNamed), ...organizations.filter((one) => !isNamed(one))];
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/** "57246542…11072a": the middle is what nobody compares. */
export const short = (id: string): string => (id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id);
