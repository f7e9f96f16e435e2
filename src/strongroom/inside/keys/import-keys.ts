import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { asKeyrackError, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import { checkedName } from '../../../shared/names.js';
import { showName } from '../../../shared/text.js';
import type { Examined, ImportedRow, ImportItem, ImportRequest, OnProgress, Source } from '../../client/contract.js';
import { unverified } from '../disk/files.js';
import type { StoredKey, VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { vaultFile } from '../vault/generations.js';
import { refuseChanged, rowsAsShown } from './as-shown.js';
import { chooseIssuerId, chooseKeyId } from './chosen-ids.js';
import { type Candidate, type Outcome, placeKeys, standingsIn } from './import-decision.js';
import { type Batches, batched, eachOf, inBatches, sizeOf } from './in-batches.js';
import { elsewhere, type FoundKey, openingOnce, readSource, type SourcePorts, type SourceRow } from './key-file.js';
import { fingerprintOf } from './p8/key.js';
import { signedToken } from './sign.js';

type Read = { readonly file: string; readonly record: number | null } & (
  | { readonly candidate: Candidate; readonly warnings: readonly Warning[] }
  | { readonly error: KeyrackError; readonly warnings: readonly Warning[] }
);

type Save = (change: (document: VaultDocument) => VaultDocument) => Promise<{ document: VaultDocument; copied: boolean }>;

/**
 * R-32, the order of an import: read (bounded), parse, self-test, duplicate check, save, read the vault back from disk,
 * sign and verify with the stored copy, and only then "ok". `save` commits and answers the document as read from disk afterwards.
 */
export async function importInto(
  ports: Ports,
  request: ImportRequest,
  save: Save,
  { stop, onProgress }: Watcher = {},
): Promise<Batches<ImportedRow>> {
  const target =
    'name' in request.organization ? { ...request.organization, name: checkedName(request.organization.name) } : request.organization;
  const progress = progressOf(request.items.length, onProgress);
  const organizationId = randomUUID();
  let failure: KeyrackError | null = null;
  let organization = 'name' in target ? target.name : '';
  const halted = () => (stop?.aborted ? new KeyrackError('E_CANCELLED') : failure);
  const store = async (read: readonly Read[]): Promise<readonly ImportedRow[]> => {
    const candidates = read.flatMap((one) => ('candidate' in one ? [one.candidate] : []));
    let outcomes: readonly Outcome[] = [];
    const { document, copied } = await save((before) => {
      const placed = placeKeys(before, target, candidates, request.at, organizationId);
      outcomes = placed.outcomes;
      return placed.document;
    });
    await ports.step('import:saved');
    if ('id' in target) organization = document.organizations.find(({ id }) => id === target.id)?.name ?? '';
    const stored = new Map(document.keys.map((key) => [key.id, key]));
    const next = outcomes[Symbol.iterator]();
    const rows = await eachOf(read, (one) => {
      if ('error' in one) return refusedRow(one, organization, one.error, null);
      const outcome = next.next().value;
      if (!outcome) throw new KeyrackError('E_INTERNAL');
      if (outcome.is === 'refused') return refusedRow(one, organization, outcome.error, one.candidate);
      return storedRow(one, outcome, stored.get(outcome.id), copied);
    });
    await ports.step('import:verified');
    return rows;
  };
  return inBatches(
    batched(readEach(ports, request.items, halted, progress), (one) => ('candidate' in one ? sizeOf(one.candidate) : 0)),
    store,
    (one, error) => refusedRow(one, organization, 'error' in one ? one.error : error, null),
    (error) => {
      failure = error;
    },
  );
}

/** One file at a time: order of rows is the order asked, and a stop leaves the next file unread. */
async function* readEach(
  ports: Ports,
  items: readonly ImportItem[],
  halted: () => KeyrackError | null,
  progress: Telling,
): AsyncGenerator<Read> {
  const [sources, open] = [sourcePorts(ports, progress), openingOnce()];
  for (const item of items) {
    yield* await readItem(item, halted(), () => readSource(item.source, sources, open));
    if (halted() === null) progress.oneMore();
  }
}

async function readItem(
  item: ImportItem,
  halted: KeyrackError | null,
  read: () => Promise<readonly SourceRow[]>,
): Promise<readonly Read[]> {
  const file = nameOf(item.source);
  try {
    if (halted) throw halted;
    return rowsAsShown(await read(), item.shown, item.source).map((row) => ({ file, record: row.record, ...candidateOf(item, row) }));
  } catch (error) {
    // Whatever it was, it is this row's: others may be stored already.
    return [{ file, record: null, error: asKeyrackError(error), warnings: [] }];
  }
}

/** Who waits for an import: to be told how far it is, and to stop it. */
export interface Watcher {
  readonly stop?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Counts sources as they are read, and tells of each; of a file that does not come as well. */
export interface Telling {
  oneMore(): void;
  waiting(path: string): void;
}
export function progressOf(total: number, onProgress: OnProgress = () => undefined): Telling {
  let done = 0;
  return {
    oneMore() {
      done += 1;
      onProgress({ done, total, waitingFor: null });
    },
    waiting: (path) => onProgress({ done, total, waitingFor: path }),
  };
}

export const sourcePorts = ({ disk, clock, secrets }: Ports, { waiting }: Pick<Telling, 'waiting'> = progressOf(1)): SourcePorts => ({
  disk,
  clock,
  stdin: secrets.stdin,
  waiting,
  workTrees: new Map(),
});

/** One row's fault is its own: the others of the same file are good all the same (J-08). */
function candidateOf(item: ImportItem, { found, odd, error }: SourceRow) {
  if (!found) return { error: error ?? elsewhere(), warnings: [] };
  try {
    refuseChanged(item.shown, found, item.source);
    return toCandidate(item, found, odd);
  } catch (refusal) {
    if (!(refusal instanceof KeyrackError)) throw refusal;
    return { error: refusal, warnings: [] };
  }
}

function toCandidate(
  item: ImportItem,
  found: FoundKey,
  odd: readonly KeyrackError[],
): { candidate: Candidate; warnings: readonly Warning[] } {
  const oddKeyId = odd.find(({ code }) => code === 'E_KID_FORMAT');
  if (oddKeyId && item.keyId === undefined) throw oddKeyId;
  const { keyId, warnings } = chooseKeyId(item, found.keyIdFromFile);
  const kind = item.kind ?? found.kind ?? 'team';
  const oddIssuer = odd.find(({ code }) => code === 'E_ISSUER_FORMAT');
  if (oddIssuer && (item.issuerId ?? found.issuerId) === null && kind !== 'individual') throw oddIssuer;
  const issuerId = chooseIssuerId(item, found.issuerId, kind);
  const unused = kind === 'individual' && item.issuerId !== undefined ? [warn('W_ISSUER_TYPED')] : [];
  // The file's own words do not count against what the user said: an explicit kind silences the guess from the name.
  const fromFile = found.warnings.filter(({ code }) => !(code === 'W_NAME_INDIVIDUAL' && item.kind !== undefined));
  return {
    candidate: {
      id: randomUUID(),
      keyId,
      kind,
      name: item.name === undefined ? null : checkedName(item.name),
      suggestedName: found.name,
      roles: item.roles ?? [],
      privateKey: found.privateKeyPem,
      fingerprint: found.fingerprint,
      sourceName: found.sourceName,
      issuerId,
      program: found.program,
      teamId: found.teamId,
      vendorNumber: found.vendorNumber,
      keepBoth: item.keepBoth ?? false,
      restoreTrashed: item.restoreTrashed ?? true,
    },
    warnings: [...fromFile, ...oddities(odd), ...warnings, ...unused],
  };
}

/** What is odd about an ID, without the ID: it may be anything, a key as well. */
const oddities = (odd: readonly KeyrackError[]): readonly Warning[] => odd.map(({ message }) => warn('W_ID_ODD', message));

const nameOf = (source: Source): string => (source.from === 'file' ? source.path : source.from === 'stdin' ? '-' : 'clipboard');

function refusedRow({ file, record, warnings }: Read, organization: string, error: KeyrackError, candidate: Candidate | null): ImportedRow {
  const { keyId = null, fingerprint = null } = candidate ?? {};
  return { file, record, ok: false, id: null, keyId, organization, name: null, fingerprint, warnings, error: error.body };
}

async function storedRow(
  { file, record, warnings }: Read,
  outcome: Exclude<Outcome, { is: 'refused' }>,
  stored: StoredKey | undefined,
  copied: boolean,
): Promise<ImportedRow> {
  const error = !stored || !(await signsAsItself(stored)) ? unverified(vaultFile) : copied ? null : notCopied();
  return {
    file,
    record,
    ok: error === null,
    id: stored?.id ?? null,
    keyId: stored?.keyId ?? null,
    organization: outcome.organization,
    name: stored?.name ?? null,
    fingerprint: stored?.fingerprint ?? null,
    warnings: [...warnings, ...outcome.warnings],
    error: error?.body ?? null,
  };
}

// "stored" is said only once the second copy exists.
const notCopied = () =>
  new KeyrackError('E_DISK', 'The key is in the vault, but its second copy could not be written, so it is not called stored yet.');

/** The stored copy, as read back from disk, signs a token; its own public half, known by the fingerprint, verifies it (jose). */
export async function signsAsItself({ privateKey, fingerprint, keyId }: StoredKey): Promise<boolean> {
  const jti = randomUUID();
  try {
    const key = createPrivateKey(privateKey);
    const publicKey = createPublicKey(key);
    if (fingerprintOf(publicKey) !== fingerprint) return false;
    const { payload, protectedHeader } = await jwtVerify(signedToken({ jti }, keyId, key), publicKey, {
      algorithms: ['ES256'],
      typ: 'JWT',
    });
    return payload.jti === jti && protectedHeader.kid === keyId;
  } catch {
    return false;
  }
}

/** What an import would find, without storing (the window's sheet). */
export async function examineSources(
  ports: Ports,
  sources: readonly Source[],
  document: VaultDocument | null,
  { stop, onProgress }: Watcher = {},
): Promise<readonly Examined[]> {
  const rows: Examined[] = [];
  const progress = progressOf(sources.length, onProgress);
  const reading = sourcePorts(ports, progress);
  const standing = document === null ? nowhere : standingsIn(document);
  for (const [n, source] of sources.entries()) {
    if (stop?.aborted) throw new KeyrackError('E_CANCELLED');
    const file = showName(source.from === 'file' ? (source.path.split(/[\\/]/).at(-1) ?? '') : nameOf(source));
    try {
      for (const row of await readSource(source, reading)) rows.push({ source: n, ...examined(file, row, standing) });
    } catch (error) {
      if (!(error instanceof KeyrackError)) throw error;
      rows.push({ source: n, file, record: null, entry: null, found: null, warnings: [], error: error.body });
    }
    progress.oneMore();
  }
  return rows;
}

/** In no vault that is open. */
const nowhere: ReturnType<typeof standingsIn> = () => ({ stored: null, clash: null });

function examined(file: string, { record, entry, found, odd, error }: SourceRow, standing: typeof nowhere): Omit<Examined, 'source'> {
  if (!found) return { file, record, entry, found: null, warnings: oddities(odd), error: error?.body ?? null };
  const { fingerprint, keyIdFromFile, kind, issuerId, program, warnings } = found;
  const seen = { fingerprint, keyId: keyIdFromFile, issuerId };
  const { stored, clash } = standing(seen);
  return {
    file,
    record,
    entry,
    found: {
      ...seen,
      kind,
      program,
      storedAs: stored && { id: stored.id, trashed: stored.trashedAt !== null },
      conflict: clash?.error.body ?? null,
    },
    warnings: [...warnings, ...oddities(odd)],
    error: null,
  };
}
