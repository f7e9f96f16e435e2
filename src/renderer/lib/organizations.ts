import type { KeyData, VaultData } from '../../shared/ipc/contract.js';
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

/** "3 keys · 1 answers, 1 refused, 1 not tested" */
export function summary(keys: readonly KeyData[]): string {
  const count = (tone: Tone) => keys.map(keyHealth).filter((one) => one.tone === tone).length;
  const parts = [
    [count('good'), count('good') === 1 ? 'answers' : 'answer'],
    [count('refused'), 'refused'],
    [count('unknown'), 'not tested'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return [`${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`, said.join(', ')].filter(Boolean).join(' · ');
}

/** Organizations that a query leaves, and which of their keys match; every word must be found. */
export function filterVault(
  data: VaultData,
  query: string,
): { readonly organizations: ReadonlySet<string>; readonly keys: ReadonlySet<string> } | null {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const names = new Map(data.organizations.map((one) => [one.id, fold([one.name, one.issuerId ?? '', ...one.tags].join('\n'))]));
  const has = (text: string) => words.every((word) => text.includes(word));
  const keys = data.keys.filter(
    (key) => key.trashedAt === null && has(`${names.get(key.organizationId) ?? ''}\n${fold(key.name)}\n${fold(key.keyId)}`),
  );
  const organizations = new Set([
    ...keys.map((key) => key.organizationId),
    ...[...names].filter(([, text]) => has(text)).map(([id]) => id),
  ]);
  return { organizations, keys: new Set(keys.map(({ id }) => id)) };
}
const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/** "57246542…11072a": the middle is what nobody compares. */
export const short = (id: string): string => (id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id);
