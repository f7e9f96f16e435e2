import { KeyrackError } from '../../shared/errors/index.js';
import type { Key, Organization } from '../../shared/model.js';
import type { State } from '../ports/index.js';
import { type KnownOfKey, knownOf } from '../state/known-of-key.js';
import type { Stored } from './selectors.js';

/** As `keyrack list --json` prints a key. */
export interface ListedKey extends KnownOfKey {
  readonly id: string;
  readonly organization: string;
  /** Null for individual keys, which have none, and where it is not known yet. */
  readonly issuerId: string | null;
  readonly kind: Key['kind'];
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly fingerprint: string;
  readonly addedAt: string;
  readonly trashedAt: string | null;
}

export function listedKey(key: Key, organization: Organization, state: State): ListedKey {
  const { id, kind, keyId, name, roles, fingerprint, addedAt, trashedAt } = key;
  const issuerId = issuerOf(key, organization);
  const known = knownNow(state, key, organization);
  return { id, organization: organization.name, issuerId, kind, keyId, name, roles, fingerprint, addedAt, trashedAt, ...known };
}

/** A test of a key that signed as another team’s then, or before its Key ID was another, says nothing of it as it is. */
export function knownNow(state: State, key: Key, organization: Organization | undefined): KnownOfKey {
  const known = knownOf(state, key.id);
  const { issuerId, keyId, kind, program } = known.lastTest?.testedWith ?? {};
  const isSame = <T>(then: T | undefined, now: T): boolean => then === undefined || then === now;
  const isOfNow =
    isSame(keyId, key.keyId) &&
    isSame(kind, key.kind) &&
    (!organization || (isSame(issuerId, issuerOf(key, organization)) && isSame(program, organization.program)));
  return isOfNow ? known : { ...known, lastTest: null };
}

/** The `iss` of this key's tokens. */
export const issuerOf = (key: Key, { issuerId }: Organization): string | null => (key.kind === 'individual' ? null : issuerId);

export function organizationOf({ organizations }: Stored, key: Key): Organization {
  const found = organizations.find(({ id }) => id === key.organizationId);
  if (!found) throw new KeyrackError('E_NOT_FOUND', 'The organization of this key is no longer there.');
  return found;
}
