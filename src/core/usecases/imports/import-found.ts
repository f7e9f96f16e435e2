import { KeyrackError } from '../../../shared/errors/index.js';
import type { Program } from '../../../shared/model.js';
import { sameName } from '../../../shared/same-name.js';
import type { ImportedRow, ImportItem, Shown } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { type FoundKeyRow, sourceOfRow } from './find-keys.js';
import { type Imported, type ImportKeys, importKeys } from './import-keys.js';

export interface ImportFound {
  /** Picked of a preview: the user has seen each, and the path it names. */
  readonly rows: readonly FoundKeyRow[];
  /** All of them go there; null: each where its Issuer ID belongs. */
  readonly organization: string | null;
  readonly program: Program;
  /** For the rows that bring no Issuer ID of their own. */
  readonly issuerId: string | null;
  /** By row, for files whose names bring none. */
  readonly keyIds?: ReadonlyMap<number, string>;
  readonly keepBoth: boolean;
  readonly onProgress?: ImportKeys['onProgress'];
  readonly signal?: AbortSignal;
}

/** In one go, a save a batch. A row an item, in the order picked. */
export async function importFound(deps: Deps, request: ImportFound): Promise<Imported> {
  const { rows, onProgress, signal } = request;
  const groups = new Map<string, FoundKeyRow[]>();
  for (const row of rows) {
    const target = sameName(request.organization ?? row.organization ?? '');
    const group = groups.get(target);
    if (group) group.push(row);
    else groups.set(target, [row]);
  }
  const done = new Map<FoundKeyRow, ImportedRow>();
  const more: ImportedRow[] = [];
  let stoppedBy: KeyrackError | null = null;
  for (const members of groups.values()) {
    const organization = request.organization ?? members[0]?.organization ?? '';
    if (sameName(organization) === '') {
      for (const row of members) done.set(row, homeless(row));
      continue;
    }
    const before = done.size;
    const imported: Imported = await importKeys(deps, {
      organization,
      program: members.find(({ program }) => program !== null)?.program ?? request.program,
      items: members.map((row) => itemOf(row, request)),
      ...(onProgress ? { onProgress: (count, _of, waitingFor) => onProgress(before + count, rows.length, waitingFor) } : {}),
      ...(signal ? { signal } : {}),
    });
    // By what it is of before its place: a file that grew since the preview answers with more rows.
    const waiting = new Map<string, FoundKeyRow[]>();
    const named = (path: string, record: number | null) => `${record} ${path}`;
    for (const row of members.toReversed()) {
      const name = named(row.path, row.record);
      waiting.set(name, [...(waiting.get(name) ?? []), row]);
    }
    const without = imported.rows.filter((row) => {
      const member = waiting.get(named(row.file, row.record))?.pop();
      if (member) done.set(member, row);
      return member === undefined;
    });
    const unanswered = members.filter((one) => !done.has(one))[Symbol.iterator]();
    for (const row of without) {
      const member = unanswered.next().value;
      if (member) done.set(member, row);
      else more.push(row);
    }
    stoppedBy ??= imported.stoppedBy;
  }
  return { rows: [...rows.flatMap((row) => done.get(row) ?? []), ...more], stoppedBy };
}

const itemOf = (row: FoundKeyRow, { issuerId, keyIds, keepBoth }: ImportFound): ImportItem => ({
  source: sourceOfRow(row),
  shown: shownOf(row),
  keepBoth,
  ...typedId(row.keyId === null ? keyIds?.get(row.row) : undefined),
  ...(row.issuerId === null && issuerId !== null && row.kind !== 'individual' ? { issuerId } : {}),
});

/** All that the row said; of a key that is not read yet, what its file says of it. */
function shownOf({ fingerprint, keyId, issuerId, kind, program }: FoundKeyRow): Shown {
  if (fingerprint !== null) return { fingerprint, keyId, issuerId, kind, program };
  const told = Object.entries({ keyId, issuerId, kind, program }).filter(([, fact]) => fact !== null);
  return Object.fromEntries(told);
}

const typedId = (keyId: string | undefined) => (keyId === undefined ? {} : { keyId });

const homeless = ({ path, record, keyId, fingerprint }: FoundKeyRow): ImportedRow => ({
  file: path,
  record,
  ok: false,
  id: null,
  keyId,
  organization: '',
  name: null,
  fingerprint,
  warnings: [],
  error: new KeyrackError('E_ISSUER_MISSING', 'Nothing here says which organization this key belongs to; name it (--org).').body,
});
