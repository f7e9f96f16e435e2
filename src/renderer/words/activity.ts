import { catalogue, type ErrorCode } from '../../shared/errors/index.js';
import type { ActivityEntry } from '../../shared/ipc/contract.js';
import type { Tone } from '../components/State.js';
import { number } from './number.js';

const verbs: Readonly<Record<string, string>> = {
  import: 'Imported',
  edit: 'Edited',
  issuer: 'Signs for another team',
  default: 'Made the default',
  trash: 'Moved to Trash',
  restore: 'Put back',
  purge: 'Purged',
  recovery: 'New recovery key',
  'unlock-method': 'Way to unlock changed',
  token: 'Token made',
  test: 'Connection tested',
  check: 'Asked why it was refused',
  repair: 'Vault repaired',
  'break-lock': 'Lock removed',
  export: 'Private key exported',
  backup: 'Backed up',
  'restore-backup': 'Restored from a backup',
  relay: 'Asked through the relay',
  exec: 'Given to a command',
};
/** What a later version wrote is shown as it came. */
export const verbOf = (what: string): string => (Object.hasOwn(verbs, what) ? (verbs[what] ?? what) : what);

const outcomes: Readonly<Record<string, readonly [Tone, string]>> = {
  ok: ['good', 'Done'],
  limited: ['attention', 'Recognised'],
  refused: ['refused', 'Refused'],
  unreachable: ['unknown', 'Not reached'],
  unexpected: ['unknown', 'Odd answer'],
};

/** How it went: a glyph and a word; for an error its title, with the code for whoever looks it up. */
export function outcomeOf({ what, outcome }: Pick<ActivityEntry, 'what' | 'outcome'>): { tone: Tone; words: string; code: string | null } {
  const known = Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : undefined;
  if (known) return { tone: known[0], words: what === 'test' && outcome === 'ok' ? 'Answered' : known[1], code: null };
  const title = Object.hasOwn(catalogue, outcome) ? catalogue[outcome as ErrorCode].title : outcome;
  return { tone: 'refused', words: title, code: outcome };
}

const places: Readonly<Record<string, string>> = { cli: 'Command line', window: 'Window', relay: 'Relay' };
export const placeOf = (from: string): string => (Object.hasOwn(places, from) ? (places[from] ?? from) : from);
export const keptHereOnly = 'Kept on this computer only. No key and no token is in it.';
export const entries = (n: number): string => (n === 1 ? '1 entry' : `${number(n)} entries`);
export const nothingOfThisKind = 'Nothing of this kind was done.';
export const showEverything = 'Show everything';
export const showMore = (n: number): string => `Show ${n} more`;
export const nothingYet = 'Nothing was done yet. What happens with a key is listed here: copied, tested, moved.';
export const backToTheKeys = 'Back to the keys';
export const key = 'Key';
export const allKeys = 'All keys';
export const what = 'What';
export const everything = 'Everything';
export const when = 'When';
export const howItWent = 'How it went';
export const from = 'From';
export const aKeyNoLongerHere = 'a key no longer here';
