import { normaliseIssuerId, normaliseKeyId } from '../../../shared/apple/ids.js';
import type { FoundRow, ImportedFile, VaultData } from '../../../shared/ipc/contract.js';
import type { Program } from '../../../shared/model.js';
import { namedAs } from '../../../shared/same-name.js';
import { showName } from '../../../shared/text.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/found.js';
import { number } from '../../words/number.js';

export type Into = { readonly id: string } | { readonly name: string; readonly program: Program };

/** What the user has said about a preview so far. */
export interface Said {
  readonly reads: boolean;
  readonly typed: ReadonlyMap<number, string>;
  readonly rest: Into;
  readonly issuerId: string;
  readonly results: ReadonlyMap<number, ImportedFile>;
}
/** `there`: nothing is to be done · `wait`: the user can change it · `no`: final. */
export interface Obstacle {
  readonly is: 'there' | 'wait' | 'no';
  readonly word: string;
}

/** What keeps a row of a preview from being stored; null when nothing does. */
export function obstacleOf(row: FoundRow, { reads, typed, rest, issuerId, results }: Said, data: VaultData | null): Obstacle | null {
  if (row.state === 'refused') return { is: 'no', word: common.notImported };
  if (results.get(row.row)?.ok) return { is: 'there', word: common.stored };
  if (row.state === 'stored') return { is: 'there', word: common.alreadyStored };
  if (row.state === 'repeat') return { is: 'there', word: row.sameAs === null ? texts.aRepeat : texts.theSameAs(row.sameAs) };
  if (row.keyId === null && !normaliseKeyId(typed.get(row.row) ?? '').ok) return { is: 'wait', word: common.needsItsKeyId };
  if (isUnread(row) && !reads) return { is: 'wait', word: texts.notReadYet };
  if (row.organization !== null) return isOthers(row, data) ? { is: 'wait', word: common.anotherIssuerId } : null;
  if ('name' in rest && rest.name.trim() === '') return { is: 'wait', word: common.needsAnOrganization };
  if (row.kind !== 'individual' && issuerOf(rest, data) === '' && !normaliseIssuerId(issuerId).ok)
    return { is: 'wait', word: common.needsTheIssuerId };
  return null;
}

/** The key is in the file that this one names. */
export const isUnread = ({ keyPath }: FoundRow): boolean => keyPath !== null;
export const canPick = ({ state }: FoundRow): boolean => state !== 'refused' && state !== 'stored' && state !== 'repeat';
/** A stored key that goes by the same Key ID: which of the two is right is for the user to say (B-51). */
export const namesake = ({ keyId, state }: FoundRow, data: VaultData | null) =>
  keyId === null || state === 'stored' || state === 'trashed'
    ? undefined
    : data?.keys.find((key) => key.keyId === keyId && key.trashedAt === null);
export const isPickedAtFirst = (row: FoundRow, data: VaultData | null): boolean =>
  row.worthwhile && canPick(row) && namesake(row, data) === undefined && !isOthers(row, data);

/** An organization that has this name here, and is another team. */
export function isOthers({ organization, issuerId }: FoundRow, data: VaultData | null): boolean {
  const [its] = organization === null || data === null ? [] : namedAs(data.organizations, organization);
  const known = its?.issuerId ?? null;
  return known !== null && issuerId !== null && known !== issuerId;
}

/** The Issuer ID an organization has already; empty where it has none, or is new. */
export const issuerOf = (into: Into, data: VaultData | null): string =>
  ('id' in into ? data?.organizations.find(({ id }) => id === into.id)?.issuerId : null) ?? '';

export const nameOf = (into: Into, data: VaultData | null): string =>
  'name' in into ? into.name.trim() : (data?.organizations.find(({ id }) => id === into.id)?.name ?? '');

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
  const told = parts.filter(([n]) => n > 0).map(([n, what]) => `${number(n)} ${what}`);
  return `${common.keyCount(results.length)}: ${told.join(', ')}.`;
}

/** For whoever has to tell others what became of every file; no secret is in it. */
export function resultReport(rows: readonly FoundRow[], results: ReadonlyMap<number, ImportedFile>): string {
  const all = rows.flatMap((row) => {
    const result = results.get(row.row);
    return result ? [{ row, result }] : [];
  });
  const lines = all.map(({ row, result }) =>
    [
      showName(row.path),
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
