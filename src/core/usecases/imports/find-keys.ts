import { basename, resolve } from 'node:path';
import { type ErrorBody, KeyrackError, type Warning } from '../../../shared/errors/index.js';
import type { FoundRow } from '../../../shared/ipc/contract.js';
import type { Key, Organization } from '../../../shared/model.js';
import { sameName } from '../../../shared/same-name.js';
import { isPlacedTool, placedTools } from '../../../shared/tools/places.js';
import type { OnProgress, Scanned, ScanReply, Skipped, VaultView } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { organizationOf } from '../../selectors/listed-key.js';
import { findOrganization } from '../../selectors/selectors.js';
import { placesOf } from '../../tool-places.js';

/** Files looked at in one scan that nobody has confirmed (B-61). */
export const scanLimit = 1_000;

export interface FindKeys {
  /** Paths, names of tools, or `all` for every tool's usual places; or a text, and nothing else is looked at. */
  readonly from: readonly string[] | { readonly text: string };
  readonly limit: number;
  /** Where an import would put all of them, and the Issuer ID it would be given, as far as is known yet. */
  readonly into?: { readonly organization: string | null; readonly issuerId: string | null };
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A row of the preview, as the window is told of it too (`shared/ipc/key-calls.ts` says what each fact means). */
export interface FoundKeyRow extends Readonly<Omit<FoundRow, 'worthwhile' | 'warnings' | 'error'>> {
  /** What an import would ask for and does not know yet; it refuses the row without it (E_ISSUER_MISSING). */
  readonly needs: 'organization' | 'issuer' | null;
  readonly warnings: readonly Warning[];
  readonly error: ErrorBody | null;
}
export interface FoundKeys {
  readonly rows: readonly FoundKeyRow[];
  readonly skipped: readonly Skipped[];
  readonly more: boolean;
}

/** A preview of what could be imported; nothing is stored, and no path that a file names is read. */
export async function findKeys(deps: Deps, { from, limit, into, onProgress, signal }: FindKeys): Promise<FoundKeys> {
  const view = await deps.session.view();
  const { rows, skipped, more } =
    'text' in from ? await inText(deps, from.text) : await inPlaces(deps, { from, limit }, onProgress, signal);
  const found: FoundKeyRow[] = [];
  const names = teamNames(rows, view.organizations);
  const [stored, earlier] = [storedIn(view), firstRows()];
  for (const scanned of rows) {
    const row = rowOf(scanned, found.length + 1, earlier, stored, names);
    found.push(row);
    if (row.state !== 'refused') earlier.add(row);
  }
  return { rows: withNeeds(withClashes(found), view, into), skipped, more };
}

/** As the strongroom saw it; a text lies nowhere. */
interface Seen extends Omit<Scanned, 'path'> {
  readonly path: string | null;
}
type Looked = Omit<ScanReply, 'rows'> & { readonly rows: readonly Seen[] };

async function inText({ strongroom }: Deps, text: string): Promise<Looked> {
  const rows = await strongroom.examine({ sources: [{ from: 'text', text }] });
  return { rows: rows.map((row) => ({ ...row, path: null, of: null })), skipped: [], more: false };
}

async function inPlaces(
  deps: Deps,
  { from, limit }: { readonly from: readonly string[]; readonly limit: number },
  onProgress: OnProgress | undefined,
  signal: AbortSignal | undefined,
): Promise<Looked> {
  const tools = from.includes('all') ? placedTools : from.filter(isPlacedTool);
  const chosen = from
    .filter((one) => one !== 'all' && !isPlacedTool(one))
    .map((path) => ({ path: resolve(deps.cwd, path), as: 'chosen' as const, of: null }));
  return deps.strongroom.scan({ places: [...chosen, ...placesOf(tools, deps)], limit }, onProgress, signal);
}

function rowOf(scanned: Seen, row: number, earlier: FirstRows, stored: StoredKeys, names: ReadonlyMap<string, string>): FoundKeyRow {
  const { path, record, entry, found, warnings, error } = scanned;
  const seen = {
    keyId: tidy(found?.keyId ?? entry?.keyId)?.toUpperCase() ?? null,
    fingerprint: found?.fingerprint ?? null,
    keyPath: found ? null : (entry?.keyPath ?? null),
  };
  const issuerId = issuerOfRow(scanned);
  const repeat = earlier.same(seen, path);
  return {
    row,
    path,
    record,
    tool: entry?.tool ?? scanned.of,
    ...seen,
    issuerId,
    kind: found?.kind ?? entry?.kind ?? null,
    program: found?.program ?? entry?.program ?? null,
    name: entry?.name ?? null,
    organization: issuerId === null ? null : (names.get(issuerId) ?? `Team ${issuerId.slice(0, 8)}`),
    state: error ? 'refused' : repeat ? 'repeat' : stateOf(scanned, seen.keyId, stored),
    sameAs: error ? null : (repeat?.row ?? null),
    storedAs: error || repeat ? null : storedAs(scanned, seen.keyId, stored),
    needs: null,
    warnings,
    error: error ?? (repeat ? null : (found?.conflict ?? null)),
  };
}

/** Two that are new here and cannot both be right: which one is, is the user's to say, as with a stored one (B-50, B-51). */
function withClashes(rows: readonly FoundKeyRow[]): readonly FoundKeyRow[] {
  const isNew = ({ state, keyId, fingerprint }: FoundKeyRow) => state === 'new' && keyId !== null && fingerprint !== null;
  const all = rows.filter(isNew);
  const [byKeyId, byFingerprint] = [groupedBy(all, ({ keyId }) => keyId), groupedBy(all, ({ fingerprint }) => fingerprint)];
  return rows.map((row) => {
    // Two of both alike are a repeat, and not here: of either list the first or the second is another one.
    const others = isNew(row)
      ? [
          byKeyId.get(row.keyId)?.find((one) => one.fingerprint !== row.fingerprint),
          byFingerprint.get(row.fingerprint)?.find((one) => one.keyId !== row.keyId),
        ]
      : [];
    const [other] = others.flatMap((one) => one ?? []).sort((a, b) => a.row - b.row);
    if (!other) return row;
    const words =
      other.keyId === row.keyId
        ? `Row ${other.row} has this Key ID with another private key. One of the two is wrong.`
        : `Row ${other.row} is the same private key with another Key ID, ${other.keyId}.`;
    return { ...row, state: 'conflict', error: new KeyrackError('E_KEY_CONFLICT', words).body };
  });
}

function groupedBy<Of>(rows: readonly FoundKeyRow[], of: (row: FoundKeyRow) => Of): ReadonlyMap<Of, readonly FoundKeyRow[]> {
  const groups = new Map<Of, FoundKeyRow[]>();
  for (const row of rows) {
    const group = groups.get(of(row));
    if (group) group.push(row);
    else groups.set(of(row), [row]);
  }
  return groups;
}

function withNeeds(rows: readonly FoundKeyRow[], view: VaultView, into: FindKeys['into']): readonly FoundKeyRow[] {
  // An organization that is new has the Issuer ID of the first key that brings one.
  const withIssuer = new Set<string>();
  return rows.map((row) => {
    if (!isWorthwhile(row, true)) return row;
    const target = into?.organization ?? row.organization;
    if (target === null) return { ...row, needs: 'organization' };
    if (row.kind === 'individual' || /^ApiKey_/i.test(basename(row.keyPath ?? ''))) return row;
    const issuerId = row.issuerId ?? into?.issuerId ?? findOrganization(view, target)?.issuerId ?? null;
    if (issuerId !== null) withIssuer.add(sameName(target));
    return withIssuer.has(sameName(target)) ? row : { ...row, needs: 'issuer' };
  });
}

type Sameness = Pick<FoundKeyRow, 'keyId' | 'fingerprint' | 'keyPath'>;

interface FirstRows {
  add(row: FoundKeyRow): void;
  /** The first of the same private key; or, where one of the two is not read yet, of the same file or the same Key ID. */
  same(seen: Sameness, path: string | null): FoundKeyRow | undefined;
}

/** By what makes two rows the same: thousands are not compared with thousands. */
function firstRows(): FirstRows {
  const [all, unread] = [new Map<string, FoundKeyRow>(), new Map<string, FoundKeyRow>()];
  const read = new Map<string, FoundKeyRow>();
  const asKey = ({ fingerprint, keyId }: Sameness) => `${fingerprint} ${keyId}`;
  /** A file says which key only together with the Key ID; a Key ID does alone. */
  const asPlaces = ({ keyId, keyPath }: Sameness, path: string | null) => [
    `at ${keyId} ${keyPath ?? path}`,
    ...(keyId === null ? [] : [`id ${keyId}`]),
  ];
  const put = (map: Map<string, FoundKeyRow>, name: string, row: FoundKeyRow) => {
    if (!map.has(name)) map.set(name, row);
  };
  return {
    add(row) {
      if (row.fingerprint !== null) put(read, asKey(row), row);
      for (const place of asPlaces(row, row.path)) {
        put(all, place, row);
        if (row.fingerprint === null) put(unread, place, row);
      }
    },
    same(seen, path) {
      const near = seen.fingerprint === null ? all : unread;
      const rows = [seen.fingerprint === null ? undefined : read.get(asKey(seen)), ...asPlaces(seen, path).map((place) => near.get(place))];
      return rows.reduce((first, row) => (row && (!first || row.row < first.row) ? row : first), undefined);
    },
  };
}

interface StoredKeys {
  readonly view: VaultView;
  readonly byId: ReadonlyMap<string, Key>;
  readonly liveByKeyId: ReadonlyMap<string, Key>;
}
function storedIn(view: VaultView): StoredKeys {
  const live = view.keys.filter(({ trashedAt }) => trashedAt === null);
  // The first of a Key ID is the one that is named.
  const liveByKeyId = new Map(live.toReversed().map((key) => [key.keyId, key]));
  return { view, byId: new Map(view.keys.map((key) => [key.id, key])), liveByKeyId };
}

function stateOf({ found, entry }: Seen, keyId: string | null, { byId, liveByKeyId }: StoredKeys): FoundKeyRow['state'] {
  if (found?.conflict) return 'conflict';
  if (found) {
    const stored = byId.get(found.storedAs?.id ?? '');
    // One in the Trash under another Key ID is not what an import would restore.
    if (!stored || (keyId !== null && stored.keyId !== keyId)) return 'new';
    return stored.trashedAt === null ? 'stored' : 'trashed';
  }
  return keyId !== null && liveByKeyId.has(keyId) ? 'known-id' : entry?.keyPath ? 'elsewhere' : 'refused';
}

function storedAs({ found }: Seen, keyId: string | null, { view, byId, liveByKeyId }: StoredKeys): string | null {
  const it = found ? (found.conflict === null ? byId.get(found.storedAs?.id ?? '') : undefined) : liveByKeyId.get(keyId ?? '');
  return it && (keyId === null || it.keyId === keyId) ? `${organizationOf(view, it).name} / ${it.name}` : null;
}

const tidy = (id: string | null | undefined): string | null => id?.trim() || null;
const issuerOfRow = ({ found, entry }: Seen): string | null => tidy(found?.issuerId ?? entry?.issuerId)?.toLowerCase() ?? null;

/** A team is known by its Issuer ID: called as it is here, else as any of the files calls it. */
function teamNames(rows: readonly Seen[], organizations: readonly Organization[]): ReadonlyMap<string, string> {
  const named = rows.flatMap((row): [string, string][] => {
    const issuerId = issuerOfRow(row);
    return issuerId !== null && row.entry?.team ? [[issuerId, row.entry.team]] : [];
  });
  const known = organizations.flatMap(({ issuerId, name }): [string, string][] => (issuerId === null ? [] : [[issuerId, name]]));
  return new Map([...named.reverse(), ...known.reverse()]);
}

/** What is taken unless the user says otherwise. A conflict is the user's to settle, by `keepBoth` for all of them. */
export const isWorthwhile = ({ state }: FoundKeyRow, keepBoth = false): boolean =>
  state === 'new' || state === 'elsewhere' || state === 'trashed' || (keepBoth && state === 'conflict');
