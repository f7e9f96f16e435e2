import type { FoundPreview, FoundRow, ImportedFile, KeyrackApi, RowDecision, RowSaid, VaultData } from '../../../shared/ipc/contract.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import { showName } from '../../../shared/text.js';
import type { Tone } from '../../components/State.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/found.js';
import * as importing from '../../words/importing.js';
import { number } from '../../words/number.js';
import { suggestedName } from './key-name.js';

export type Into = { readonly id: string } | { readonly name: string; readonly program: Program };

/** What the user has said of one row; left out: nothing, what the file says stands. */
export interface Entry {
  readonly keyId?: string;
  /** B-44: the file's name says another Key ID, and the one in the field was chosen all the same. */
  readonly keyIdIsChosen?: boolean;
  readonly name?: string;
  readonly kind?: KeyKind;
  readonly role?: string;
  readonly keepBoth?: boolean;
  /** B-48: it was confirmed to be an individual key. */
  readonly isIndividual?: boolean;
}

/** A preview, and all that was said of it and decided about it so far. */
export interface Sheet {
  readonly preview: FoundPreview | null;
  /** A few files, each open with all its fields: one organization for all of them. Else a list to pick from. */
  readonly isBrief: boolean;
  readonly picked: ReadonlySet<number>;
  readonly entries: ReadonlyMap<number, Entry>;
  /** The strongroom's word on each row, as things were said last. */
  readonly decisions: ReadonlyMap<number, RowDecision>;
  /** The user has confirmed that the files may be read which the tools' own files name (J-06). */
  readonly reads: boolean;
  readonly into: Into;
  readonly issuerId: string;
  /** What became of each row that was tried. */
  readonly results: ReadonlyMap<number, ImportedFile>;
}

/** Rows that are open are for a few files. */
const mostOpen = 20;
export const isBriefly = ({ rows }: FoundPreview): boolean =>
  rows.length <= mostOpen && rows.every(({ record, keyPath }) => record === null && keyPath === null);

/** `there`: nothing is to be done · `wait`: the user can change it · `no`: final. */
export interface Obstacle {
  readonly is: 'there' | 'wait' | 'no';
  readonly word: string;
}

/** What keeps a row from being stored, in a word: as the strongroom decided, and what the user has still to confirm. Null: nothing. */
export function obstacleOf(row: FoundRow, sheet: Sheet): Obstacle | null {
  const [decision, entry] = [sheet.decisions.get(row.row), sheet.entries.get(row.row) ?? {}];
  const wait = (word: string): Obstacle => ({ is: 'wait', word });
  if (row.state === 'refused') return { is: 'no', word: common.notImported };
  if (sheet.results.get(row.row)?.ok) return { is: 'there', word: common.stored };
  if (decision?.is === 'stored') return { is: 'there', word: common.alreadyStored };
  // Nothing says its Key ID, and nothing need: the key itself is there.
  if (row.state === 'stored' && decision?.wants === 'key-id' && entry.keyId === undefined)
    return { is: 'there', word: common.alreadyStored };
  if (row.state === 'repeat') return { is: 'there', word: row.sameAs === null ? texts.aRepeat : texts.theSameAs(row.sameAs) };
  if (decision === undefined) return wait(importing.notLookedAtYet);
  if (decision.wants === 'key-id') return wait((entry.keyId ?? '').trim() === '' ? common.needsItsKeyId : importing.keyIdIsNotRight);
  if (isUnread(row) && !sheet.reads) return wait(texts.notReadYet);
  if (decision.wants === 'which-key-id' || decision.wants === 'keep-both') return wait(wanted[decision.wants]);
  if (asksWhichToKeep(row, sheet)) return wait(wanted['keep-both']);
  if (needsItsKind(row, sheet)) return wait(importing.confirmTheKind);
  return decision.wants === null ? null : wait(wanted[decision.wants]);
}

/** What a row is marked with: whether it will be stored, and if not, why. */
export function markOf(row: FoundRow, sheet: Sheet): { readonly tone: Tone; readonly word: string } {
  const result = sheet.results.get(row.row);
  if (result?.ok) return { tone: 'good', word: common.stored };
  if (result?.error && sheet.isBrief) return { tone: 'refused', word: common.notStored };
  const obstacle = obstacleOf(row, sheet);
  if (row.state === 'conflict' && !sheet.isBrief && obstacle?.is !== 'there') return { tone: 'attention', word: texts.clashes };
  if (obstacle !== null) return { tone: toneOf[obstacle.is], word: obstacle.word };
  if (sheet.decisions.get(row.row)?.is === 'trashed') return { tone: 'unknown', word: common.inTheTrash };
  // Reading the file will tell whether it is the key that is there.
  if (row.state === 'known-id') return { tone: 'unknown', word: texts.perhapsStored };
  return { tone: 'good', word: common.ready };
}
const toneOf = { no: 'refused', wait: 'attention', there: 'unknown' } as const;

/** Every row is there already, or can never be: there is nothing to choose, and nothing to say yes to. */
export const isNothingToStore = (sheet: Sheet): boolean =>
  sheet.preview !== null &&
  sheet.preview.rows.length > 0 &&
  sheet.preview.rows.every((row) => {
    const is = obstacleOf(row, sheet)?.is;
    return is === 'there' || is === 'no';
  });

/** The stored key that a row is; null: it is none, or not known which. */
export const storedAs = ({ row }: FoundRow, { results, decisions }: Sheet): string | null =>
  results.get(row)?.id ?? (decisions.get(row)?.is === 'stored' ? (decisions.get(row)?.stored ?? null) : null);

/** Rows on which a sentence stands that others would only repeat: of those without a Key ID the first. */
export const firstWithoutKeyId = (sheet: Sheet): number | null =>
  sheet.preview?.rows.find((row) => row.state !== 'refused' && obstacleOf(row, sheet)?.is === 'wait' && keyIdOf(row, sheet).trim() === '')
    ?.row ?? null;

const wanted: Readonly<Record<Exclude<RowDecision['wants'], null | 'key-id'>, string>> = {
  'which-key-id': importing.whichKeyId,
  'keep-both': importing.clashesWithAStoredKey,
  organization: common.needsAnOrganization,
  'issuer-id': common.needsTheIssuerId,
  'which-issuer-id': common.anotherIssuerId,
};

export const kindOf = (row: FoundRow, { entries }: Sheet): KeyKind => entries.get(row.row)?.kind ?? row.kind ?? 'team';
export const keyIdOf = (row: FoundRow, { entries }: Sheet): string => entries.get(row.row)?.keyId ?? row.keyId ?? '';
/** B-48: where its fields are open, an individual key is confirmed to be one. */
const needsItsKind = (row: FoundRow, sheet: Sheet): boolean =>
  sheet.isBrief && kindOf(row, sheet) === 'individual' && !sheet.entries.get(row.row)?.isIndividual;

/** It clashes with a stored key, or with another row, and nobody has said yet which of them is right (B-50, B-51). */
export function asksWhichToKeep(row: FoundRow, { isBrief, decisions, entries, results }: Sheet): boolean {
  const { keepBoth = false, keyId } = entries.get(row.row) ?? {};
  if (decisions.get(row.row)?.wants === 'keep-both') return true;
  if (keepBoth) return false;
  // Of two new files that clash one may be picked from a list; where all are stored, both are asked about.
  return results.get(row.row)?.error?.code === 'E_KEY_CONFLICT' || (isBrief && row.state === 'conflict' && keyId === undefined);
}

/** The key is in the file that this one names. */
export const isUnread = ({ keyPath }: FoundRow): boolean => keyPath !== null;
export const canPick = ({ state }: FoundRow): boolean => state !== 'refused' && state !== 'stored' && state !== 'repeat';

/** What a list begins with: nothing that the user has to say something about first. */
export const isPickedAtFirst = (row: FoundRow, decision: RowDecision | undefined): boolean =>
  row.worthwhile && canPick(row) && decision?.wants !== 'keep-both' && decision?.wants !== 'which-issuer-id';

/** What the button stores: picked, and nothing in its way. */
export const readyRows = (sheet: Sheet): readonly FoundRow[] =>
  sheet.preview?.rows.filter((row) => sheet.picked.has(row.row) && obstacleOf(row, sheet) === null) ?? [];

/** What is waited for, of the first row that is to be stored and cannot be yet. */
export function firstWait(sheet: Sheet): string | undefined {
  const waits = (sheet.preview?.rows ?? []).filter(({ row }) => sheet.picked.has(row)).map((row) => obstacleOf(row, sheet));
  return waits.find((obstacle) => obstacle?.is === 'wait')?.word;
}

/** What its field says: what was typed, else what suggests itself; a list has no such field. */
export function namedOf(row: FoundRow, sheet: Sheet, data: VaultData | null): string {
  const { name, role = '' } = sheet.entries.get(row.row) ?? {};
  if (name !== undefined || !sheet.isBrief || row.name) return name ?? '';
  return suggestedName(row, sheet.preview?.rows ?? [], { role, organization: nameOf(sheet.into, data) });
}

/** Something of this very row is for the user to say: its fields stand open. */
export function asksOfRow(row: FoundRow, sheet: Sheet): boolean {
  const { is, wants } = sheet.decisions.get(row.row) ?? {};
  if (row.state === 'refused' || obstacleOf(row, sheet)?.is === 'there') return false;
  return (
    is === 'trashed' ||
    wants === 'key-id' ||
    wants === 'which-key-id' ||
    wants === 'which-issuer-id' ||
    asksWhichToKeep(row, sheet) ||
    needsItsKind(row, sheet) ||
    sheet.results.get(row.row)?.error != null
  );
}

/** All that was said, as the strongroom is asked about it and then told to store it. */
export function saidOf(sheet: Sheet, data: VaultData | null = null): Parameters<KeyrackApi['keys']['decide']>[0] {
  const { preview, isBrief, into, issuerId, entries } = sheet;
  const where = 'name' in into && into.name.trim() === '' ? null : into;
  const issuer = issuerId.trim() === '' ? null : issuerId.trim().slice(0, 64);
  const rows = (preview?.rows ?? []).flatMap((row): RowSaid[] => {
    const { keyId, keyIdIsChosen, kind, role = '', keepBoth } = entries.get(row.row) ?? {};
    const name = namedOf(row, sheet, data);
    const isOfTeam = isBrief && issuer !== null && kindOf(row, sheet) === 'team';
    const said = {
      ...(keyId === undefined ? {} : { keyId: keyId.slice(0, 64) }),
      ...(keyIdIsChosen ? { keyIdIsChosen } : {}),
      ...(name.trim() === '' ? {} : { name }),
      ...(kind === undefined ? {} : { kind }),
      ...(role === '' ? {} : { roles: [role] }),
      ...(keepBoth ? { keepBoth } : {}),
      ...(isOfTeam ? { issuerId: issuer } : {}),
    };
    return Object.keys(said).length === 0 ? [] : [{ row: row.row, ...said }];
  });
  return {
    preview: preview?.preview ?? 0,
    organization: isBrief ? where : null,
    rest: isBrief ? null : where,
    issuerId: isBrief ? null : issuer,
    said: rows,
  };
}

/** The Issuer ID an organization has already; empty where it has none, or is new. */
export const issuerOf = (into: Into, data: VaultData | null): string =>
  ('id' in into ? data?.organizations.find(({ id }) => id === into.id)?.issuerId : null) ?? '';

export const nameOf = (into: Into, data: VaultData | null): string =>
  'name' in into ? into.name.trim() : (data?.organizations.find(({ id }) => id === into.id)?.name ?? '');

/** Told of as not stored: what was tried in vain, and of a few files what was left out; not a key that is there already. */
export const notStored = (sheet: Sheet): readonly FoundRow[] =>
  (sheet.preview?.rows ?? []).filter((row) => {
    const result = sheet.results.get(row.row);
    return result ? !result.ok : sheet.isBrief && obstacleOf(row, sheet)?.is !== 'there';
  });

/** The first line of what became of them names what failed. `files`: not stored; `refused`: stored keys that Apple refuses. */
export function doneTitle(stored: number, files: readonly string[], refused: readonly string[]): string {
  if (stored === 0) return texts.nothingWasStored;
  if (files.length > 0) return importing.storedBut(stored, files.length === 1 ? (files[0] ?? '') : importing.files(files.length));
  if (refused.length > 0) return importing.storedButRefused(refused.length === 1 ? (refused[0] ?? '') : common.keyCount(refused.length));
  return common.storedAndVerified;
}

/** "1,000 keys: 997 stored, 1 already there, 2 refused, 500 cancelled and not stored." */
export function resultLine(results: readonly ImportedFile[]): string {
  const stored = results.filter(({ ok }) => ok);
  const there = stored.filter(({ warnings }) => warnings.some(({ code }) => code === 'W_DUPLICATE')).length;
  const unreached = results.filter(({ error }) => error?.code === 'E_CANCELLED').length;
  const parts = [
    [stored.length - there, common.wasStored],
    [there, texts.alreadyThere],
    [results.length - stored.length - unreached, texts.refused],
    [unreached, texts.cancelledAndNotStored],
  ] as const;
  const counted = parts.filter(([n]) => n > 0).map(([n, what]) => `${number(n)} ${what}`);
  return `${common.keyCount(results.length)}: ${counted.join(', ')}.`;
}

/** For whoever has to tell others what became of every file; no secret is in it. */
export function resultReport(rows: readonly FoundRow[], results: ReadonlyMap<number, ImportedFile>): string {
  const all = rows.flatMap((row) => {
    const result = results.get(row.row);
    return result ? [{ row, result }] : [];
  });
  const lines = all.map(({ row, result }) =>
    [
      fileOf(row) ?? common.fromTheClipboard,
      result.keyId ?? row.keyId,
      result.ok ? common.wasStored : common.wasNotStored,
      result.error?.message,
      ...result.warnings.map(({ message }) => message),
    ]
      .filter(Boolean)
      .join(' · '),
  );
  return [resultLine(all.map(({ result }) => result)), ...lines].join('\n');
}

/** Base name, fit to be shown; null: the clipboard. */
export const nameOfFile = ({ path }: FoundRow): string | null => (path === null ? null : showName(path.split(/[\\/]/).at(-1) ?? ''));
const fileOf = ({ path }: FoundRow): string | null => (path === null ? null : showName(path));

/** The folder that all of them lie in, with its last separator. */
export function folderOf(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map(folderIn);
  let common = first;
  for (const path of others) while (!path.startsWith(common)) common = folderIn(common.slice(0, -1));
  return common;
}

/** With its last separator. */
const folderIn = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** "~/.asc/config.json": the user's own folder is known by where the system keeps such. */
export const tilde = (path: string): string => path.replace(/^(\/home\/[^/]+|\/Users\/[^/]+|[A-Z]:\\Users\\[^\\]+)(?=[\\/])/, '~');
