import type { Deps } from '../../deps.js';
import { resolveKey } from '../../selectors/selectors.js';
import type { ReadLine } from '../../state/activity.js';

export interface ListActivity {
  /** A selector; null: every key. */
  readonly key: string | null;
  /** Only what is younger than this many seconds; null: everything kept. */
  readonly sinceSeconds: number | null;
  readonly limit?: number;
}
/** As `keyrack activity --json` prints it. Names are those of now; null where the key is purged. */
export interface ListedActivity extends Omit<ReadLine, 'keyId'> {
  readonly id: string | null;
  readonly keyId: string | null;
  readonly organization: string | null;
  readonly name: string | null;
}

/** Newest first. */
export async function activity(deps: Deps, { key, sinceSeconds, limit }: ListActivity): Promise<readonly ListedActivity[]> {
  const view = await deps.session.view();
  const lines = await deps.activity.read({
    keyId: key === null ? null : resolveKey(view, key).id,
    ...(sinceSeconds === null ? {} : { sinceMs: deps.clock.now() - sinceSeconds * 1000 }),
    ...(limit === undefined ? {} : { limit }),
  });
  const keys = new Map(view.keys.map((one) => [one.id, one]));
  const organizations = new Map(view.organizations.map((one) => [one.id, one.name]));
  return lines.map(({ at, keyId: id, what, outcome, from }) => {
    const known = id === null ? undefined : keys.get(id);
    const organization = known ? (organizations.get(known.organizationId) ?? null) : null;
    return { at, id, keyId: known?.keyId ?? null, organization, name: known?.name ?? null, what, outcome, from };
  });
}
