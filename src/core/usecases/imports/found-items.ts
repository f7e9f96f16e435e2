import type { RowSaid } from '../../../shared/ipc/contract.js';
import type { Program } from '../../../shared/model.js';
import type { ImportItem, Shown, Source } from '../../../strongroom/client/contract.js';
import type { FoundKeyRow } from './find-keys.js';

/** What was said about the rows of a preview, by whoever saw it. */
export interface SaidOfFound {
  /** Picked of a preview: the user has seen each, and the path it names. */
  readonly rows: readonly FoundKeyRow[];
  /** All of them go there; null: each where its Issuer ID belongs. */
  readonly organization: string | null;
  readonly program: Program;
  /** For the rows that bring no Issuer ID of their own. */
  readonly issuerId: string | null;
  /** Of single rows. */
  readonly said?: ReadonlyMap<number, RowSaid>;
  readonly keepBoth: boolean;
  /** What was previewed, where it was a text; it is given again, for nobody keeps it. */
  readonly text?: string;
}

/** What an import takes for this row: the path it names is now confirmed. */
function sourceOf({ path, record, keyPath }: FoundKeyRow, text: string): Source {
  const its = record === null ? {} : { record };
  return path === null ? { from: 'text', text, ...its } : { from: 'file', path, ...its, ...(keyPath === null ? {} : { keyPath }) };
}

/** A row as an import is asked for it, and as it is asked before what would become of it. */
export function itemOf(row: FoundKeyRow, { issuerId, said, keepBoth, text = '' }: SaidOfFound): ImportItem {
  const { keyId, keyIdIsChosen, kind, name, roles, ...its } = said?.get(row.row) ?? { keepBoth: undefined, issuerId: undefined };
  const isHomeless = row.issuerId === null && issuerId !== null && (kind ?? row.kind) !== 'individual';
  const issuer = its.issuerId ?? (isHomeless ? issuerId : undefined);
  return {
    source: sourceOf(row, text),
    shown: shownOf(row),
    keepBoth: its.keepBoth ?? keepBoth,
    ...(keyId === undefined ? {} : { keyId }),
    ...(keyIdIsChosen ? { keyIdWins: 'typed' } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...(roles === undefined ? {} : { roles }),
    ...(issuer === undefined ? {} : { issuerId: issuer }),
  };
}

/** All that the row said; of a key that is not read yet, what its file says of it. */
function shownOf({ fingerprint, keyId, issuerId, kind, program }: FoundKeyRow): Shown {
  if (fingerprint !== null) return { fingerprint, keyId, issuerId, kind, program };
  const known = Object.entries({ keyId, issuerId, kind, program }).filter(([, fact]) => fact !== null);
  return Object.fromEntries(known);
}
