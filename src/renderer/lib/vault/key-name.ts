import type { FoundRow } from '../../../shared/ipc/contract.js';
import { sameName } from '../../../shared/same-name.js';
import { roleName } from '../../words/common.js';

/** Folders that say nothing of what lies in them. */
const anyones = new Set([
  'downloads',
  'desktop',
  'documents',
  'keys',
  'private_keys',
  'private',
  'secrets',
  'tmp',
  'temp',
  'p8',
  'appstoreconnect',
]);

/**
 * What a key may be called that nobody has named: as the folder it alone lies in, else as the role that was chosen; empty: nothing
 * suggests itself. A folder at the top of the user's own says where files are kept (“Downloads”, in any language), not which key this is.
 */
export function suggestedName(
  { path }: Pick<FoundRow, 'path'>,
  others: readonly Pick<FoundRow, 'path'>[],
  said: { readonly role: string; readonly organization: string },
): string {
  const folder = folderName(path);
  const isShared = others.some((one) => one.path !== path && inFolder(one.path) === inFolder(path));
  const isClients = folder !== '' && sameName(folder) === sameName(said.organization);
  if (folder !== '' && !isShared && !isClients) return folder;
  return said.role === '' ? '' : roleName(said.role);
}

const inFolder = (path: string | null): string => (path ?? '').replace(/[\\/][^\\/]*$/, '');

function folderName(path: string | null): string {
  const [, ...below] = inFolder(path)
    .replace(/^(\/home|\/Users|[A-Z]:\\Users)[\\/][^\\/]+/, '')
    .split(/[\\/]/);
  const name = below.at(-1)?.trim() ?? '';
  return below.length < 2 || name.startsWith('.') || anyones.has(name.replace(/^\./, '').toLowerCase()) ? '' : name.slice(0, 60);
}
