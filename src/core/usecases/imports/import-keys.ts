import { asKeyrackError, fromBody, KeyrackError } from '../../../shared/errors/index.js';
import type { Program } from '../../../shared/model.js';
import type { ImportedRow, ImportItem, ImportRequest, OnProgress } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { findOrganization } from '../../selectors/selectors.js';
import { checkedName, checkedRoles } from '../../typed.js';

export interface ImportKeys {
  /** A whole name (made when new, with its first good key) or an id. */
  readonly organization: string;
  /** For an organization that is new. */
  readonly program: Program;
  readonly items: readonly ImportItem[];
  /** A file at a time, as they are read; `waitingFor`: the path of one that does not come. */
  readonly onProgress?: (done: number, total: number, waitingFor: string | null) => void;
  /** Looked at between files; what is stored stays. */
  readonly signal?: AbortSignal;
}
export interface Imported {
  /** In the order asked: a row an item, and of a JSON with several keys a row for each. */
  readonly rows: readonly ImportedRow[];
  /** Why a save failed, or E_CANCELLED; the rows that it cost carry the same error. */
  readonly stoppedBy: KeyrackError | null;
}

/** Rejects only before anything was read: E_LOCKED, E_USAGE, E_NOT_FOUND for an id. */
export async function importKeys(deps: Deps, request: ImportKeys): Promise<Imported> {
  const { onProgress, signal } = request;
  const items = request.items.map((item) => (item.roles === undefined ? item : { ...item, roles: checkedRoles(item.roles) }));
  const organization = targetOf(await deps.session.view(), request);
  onProgress?.(0, items.length, null);
  const progress: OnProgress = ({ done, total, waitingFor }) => onProgress?.(done, total, waitingFor);
  try {
    if (signal?.aborted) throw new KeyrackError('E_CANCELLED');
    const { rows, stoppedBy } = await store(deps, organization, items, progress, signal);
    const reason = stoppedBy ?? rows.find(({ error }) => error?.code === 'E_CANCELLED')?.error ?? null;
    return { rows, stoppedBy: reason && fromBody(reason) };
  } catch (error) {
    const stoppedBy = asKeyrackError(error);
    const name = 'name' in organization ? organization.name : request.organization;
    return { rows: items.map((item) => notReached(item, name, stoppedBy)), stoppedBy };
  }
}

async function store(
  deps: Deps,
  organization: ImportRequest['organization'],
  items: readonly ImportItem[],
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
) {
  const request = { organization, items, at: new Date(deps.clock.now()).toISOString() };
  const { rows, stoppedBy, view } = await deps.strongroom.importKeys(request, onProgress, signal);
  deps.session.took(view);
  deps.activity.note(
    'import',
    rows.flatMap(({ ok, id }) => (ok && id ? [id] : [])),
    'ok',
  );
  return { rows, stoppedBy };
}

/** An id that is gone must not become an organization's name. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim());

function targetOf(view: Parameters<typeof findOrganization>[0], { organization, program }: ImportKeys): ImportRequest['organization'] {
  const found = findOrganization(view, organization);
  if (found) return { id: found.id };
  if (isId(organization)) throw new KeyrackError('E_NOT_FOUND', 'There is no organization with this id.');
  return { name: checkedName(organization), program };
}

const notReached = ({ source }: ImportItem, organization: string, error: KeyrackError): ImportedRow => ({
  file: source.from === 'file' ? source.path : source.from === 'stdin' ? '-' : 'clipboard',
  record: null,
  ok: false,
  id: null,
  keyId: null,
  organization,
  name: null,
  fingerprint: null,
  warnings: [],
  error: error.body,
});
