import { KeyrackError } from '../../../shared/errors/index.js';
import { sameName } from '../../../shared/same-name.js';
import type { ImportedRow } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import type { FoundKeyRow } from './find-keys.js';
import { itemOf, type SaidOfFound } from './found-items.js';
import { type Imported, type ImportKeys, importKeys } from './import-keys.js';

export interface ImportFound extends SaidOfFound {
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
    const named = (path: string | null, record: number | null) => `${record} ${path}`;
    for (const row of members.toReversed()) {
      const name = named(fileOf(row), row.record);
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

/** As the strongroom names it. */
const fileOf = ({ path }: FoundKeyRow): string => path ?? 'clipboard';

const homeless = (row: FoundKeyRow): ImportedRow => ({
  file: fileOf(row),
  record: row.record,
  ok: false,
  id: null,
  keyId: row.keyId,
  organization: '',
  name: null,
  fingerprint: row.fingerprint,
  warnings: [],
  error: new KeyrackError('E_ISSUER_MISSING', 'Nothing here says which organization this key belongs to; name it (--org).').body,
});
