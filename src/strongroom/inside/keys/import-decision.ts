import { type Checked, normaliseIssuerId, normaliseKeyId, normaliseTeamId, normaliseVendorNumber } from '../../../shared/apple/ids.js';
import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import { namedAs, sameName } from '../../../shared/same-name.js';
import type { ImportRequest } from '../../client/contract.js';
import type { StoredKey, StoredOrganization, VaultDocument } from '../document/document.js';
import { freeName } from '../document/free-key-name.js';
import { type Shelf, shelve } from '../document/key-index.js';

/** A key that was read, parsed and self-tested, with its ids checked. */
export interface Candidate {
  readonly id: string;
  readonly keyId: string;
  readonly kind: KeyKind;
  readonly name: string | null;
  /** What a tool calls it: given up where it is taken. */
  readonly suggestedName: string | null;
  readonly roles: readonly string[];
  readonly privateKey: string;
  readonly fingerprint: string;
  readonly sourceName: string;
  /** Given with the request, or found in a tool's JSON. */
  readonly issuerId: string | null;
  /** Found in a tool's JSON (`in_house`). */
  readonly program: Program | null;
  /** Found in a tool's JSON; they fill in what the organization does not know yet. */
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
  readonly keepBoth: boolean;
  readonly restoreTrashed: boolean;
}

/** What became of one candidate. `stored` and `restored` change the document; `duplicate` does not. */
export type Outcome =
  | {
      readonly is: 'stored' | 'restored' | 'duplicate';
      readonly id: string;
      readonly organization: string;
      readonly warnings: readonly Warning[];
    }
  | { readonly is: 'refused'; readonly error: KeyrackError };

/**
 * Puts candidates into the document, each standing alone (B-48…B-52, B-67). Pure, and applied again when another
 * process was faster, so the duplicate check always sees the document that is saved.
 * `newOrganizationId` is used when the organization is new; it is made with its first good key.
 */
export function placeKeys(
  document: VaultDocument,
  target: ImportRequest['organization'],
  candidates: readonly Candidate[],
  at: string,
  newOrganizationId: string,
): { document: VaultDocument; outcomes: readonly Outcome[] } {
  const placing: Placing = { shelf: shelve(document.keys), organizations: document.organizations };
  const outcomes = candidates.map((candidate): Outcome => {
    try {
      return placeOne(placing, target, candidate, at, newOrganizationId);
    } catch (error) {
      if (error instanceof KeyrackError) return { is: 'refused', error };
      throw error;
    }
  });
  const { shelf, organizations } = placing;
  const isSame = shelf.keys === document.keys && organizations === document.organizations;
  return { document: isSame ? document : { ...document, organizations: [...organizations], keys: [...shelf.keys] }, outcomes };
}

/** The document so far. */
interface Placing {
  readonly shelf: Shelf;
  organizations: readonly StoredOrganization[];
}

function placeOne(placing: Placing, target: ImportRequest['organization'], candidate: Candidate, at: string, newId: string): Outcome {
  const { shelf, organizations } = placing;
  const organization = organizationFor(organizations, target, candidate, at, newId);
  const known = sameKey(placing, candidate, organization);
  if (known) return alreadyThere(placing, known, candidate);
  const clash = candidate.keepBoth ? null : clashOf(placing, candidate);
  if (clash) throw clash.error;
  const clashes = shelf.byKeyId(candidate.keyId).length > 0 || shelf.byFingerprint(candidate.fingerprint).length > 0;
  const key: StoredKey = {
    id: candidate.id,
    organizationId: organization.id,
    kind: candidate.kind,
    keyId: candidate.keyId,
    name: nameFor(shelf, organization.id, candidate),
    roles: [...candidate.roles],
    privateKey: candidate.privateKey,
    fingerprint: candidate.fingerprint,
    sourceName: candidate.sourceName,
    addedAt: at,
    trashedAt: null,
  };
  shelf.add(key);
  placing.organizations = organizations.some(({ id }) => id === organization.id)
    ? organizations.map((one) => (one.id === organization.id ? organization : one))
    : [...organizations, organization];
  return { is: 'stored', id: key.id, organization: organization.name, warnings: clashes ? [warn('W_KEPT_BOTH')] : [] };
}

/** The organization as it will be: found, or new; with the Issuer ID this key brings, when it had none. */
export function organizationFor(
  organizations: readonly StoredOrganization[],
  target: ImportRequest['organization'],
  candidate: Pick<Candidate, 'kind' | 'issuerId' | 'program' | 'teamId' | 'vendorNumber'>,
  at: string,
  newId: string,
): StoredOrganization {
  const named = 'id' in target ? organizations.filter(({ id }) => id === target.id) : namedAs(organizations, target.name);
  const [found, ...others] = named;
  if (others.length > 0) throw new KeyrackError('E_AMBIGUOUS', 'Several organizations are called so; name one by its id.');
  if (!found && 'id' in target) throw new KeyrackError('E_NOT_FOUND', 'This organization is no longer there.');
  const program = candidate.program ?? ('program' in target ? target.program : 'app-store');
  if (found && candidate.program !== null && found.program !== candidate.program)
    throw new KeyrackError('E_ISSUER_MISMATCH', `${found.name} is not of the program this file was made for (in_house).`);
  const organization: StoredOrganization = found ?? {
    id: newId,
    name: 'name' in target ? target.name : '',
    program,
    issuerId: null,
    teamId: null,
    vendorNumber: null,
    notes: '',
    tags: [],
    defaultKeyId: null,
    createdAt: at,
  };
  const known = {
    ...organization,
    teamId: organization.teamId ?? fitting(candidate.teamId, normaliseTeamId),
    vendorNumber: organization.vendorNumber ?? fitting(candidate.vendorNumber, normaliseVendorNumber),
  };
  if (candidate.kind === 'individual') return known;
  const issuerId = organization.issuerId ?? candidate.issuerId;
  if (issuerId === null) throw new KeyrackError('E_ISSUER_MISSING');
  if (candidate.issuerId !== null && candidate.issuerId !== issuerId) {
    throw new KeyrackError('E_ISSUER_MISMATCH', `${organization.name} has the Issuer ID ${issuerId}; given was ${candidate.issuerId}.`);
  }
  return { ...known, issuerId };
}

/** What a tool's file says beside the key is taken where it can be right, and is no reason to refuse the key where not. */
function fitting(text: string | null, normalise: (text: string) => Checked<string>): string | null {
  const checked = text === null ? null : normalise(text);
  return checked?.ok ? checked.value : null;
}

/** The same private key under the same Key ID, for the same team: one key, wherever it is filed. */
function sameKey({ shelf, organizations }: Placing, candidate: Candidate, organization: StoredOrganization): StoredKey | null {
  const matches = shelf
    .byFingerprint(candidate.fingerprint)
    .filter(
      (key) =>
        key.keyId === candidate.keyId &&
        (key.organizationId === organization.id ||
          key.kind === 'individual' ||
          homeOf(organizations, key)?.issuerId === organization.issuerId),
    );
  return matches.find((key) => key.trashedAt === null) ?? matches[0] ?? null;
}

const homeOf = (organizations: readonly StoredOrganization[], key: StoredKey): StoredOrganization | undefined =>
  organizations.find(({ id }) => id === key.organizationId);

function alreadyThere({ shelf, organizations }: Placing, known: StoredKey, candidate: Candidate): Outcome {
  const organization = homeOf(organizations, known)?.name ?? '';
  if (known.trashedAt !== null && candidate.restoreTrashed) {
    const name = freeName(known.name, shelf.taken(known.organizationId));
    shelf.replace({ ...known, name, trashedAt: null });
    const warnings = [warn('W_RESTORED', `This key was in the Trash; it was restored as ${organization} / ${name}.`)];
    return { is: 'restored', id: known.id, organization, warnings };
  }
  const warnings = [warn('W_DUPLICATE', `This key is already stored as ${organization} / ${known.name}.`)];
  return { is: 'duplicate', id: known.id, organization, warnings };
}

interface Seen {
  readonly fingerprint: string;
  readonly keyId: string | null;
  readonly issuerId: string | null;
}
/** `stored`: the key with this fingerprint, the one it is before any other. A clash only where it is none that is stored. */
export interface Standing {
  readonly stored: StoredKey | null;
  readonly clash: Clash | null;
}

/** What a preview can say of keys, before it is known where they would go. Ids as they are written. */
export function standingsIn({ keys, organizations }: VaultDocument): (seen: Seen) => Standing {
  const placing = { shelf: shelve(keys), organizations };
  return (seen) => {
    const [keyId, issuerId] = [fitting(seen.keyId, normaliseKeyId), fitting(seen.issuerId, normaliseIssuerId)];
    const isSame = (key: StoredKey) =>
      keyId === null ||
      (key.keyId === keyId && (issuerId === null || key.kind === 'individual' || homeOf(organizations, key)?.issuerId === issuerId));
    const rank = (key: StoredKey) => Number(isSame(key)) * 2 + Number(key.trashedAt === null);
    const [stored = null] = placing.shelf.byFingerprint(seen.fingerprint).toSorted((a, b) => rank(b) - rank(a));
    const clashes = keyId !== null && !(stored && isSame(stored));
    return { stored, clash: clashes ? clashOf(placing, { keyId, fingerprint: seen.fingerprint }) : null };
  };
}

interface Clash {
  readonly with: StoredKey;
  readonly error: KeyrackError;
}

/** B-50 and B-51. A key in the Trash blocks nothing: the user has chosen already. */
function clashOf({ shelf, organizations }: Placing, candidate: Pick<Candidate, 'keyId' | 'fingerprint'>): Clash | null {
  const isLive = ({ trashedAt }: StoredKey) => trashedAt === null;
  const clash = (key: StoredKey, words: string): Clash => {
    const where = `${homeOf(organizations, key)?.name ?? '?'} / ${key.name}`;
    return { with: key, error: new KeyrackError('E_KEY_CONFLICT', `${where} ${words}`) };
  };
  const sameId = shelf.byKeyId(candidate.keyId).find((key) => isLive(key) && key.fingerprint !== candidate.fingerprint);
  if (sameId) return clash(sameId, `has this Key ID, ${candidate.keyId}, with another private key.`);
  const sameBytes = shelf.byFingerprint(candidate.fingerprint).find(isLive);
  if (!sameBytes) return null;
  const how = sameBytes.keyId === candidate.keyId ? 'for another Issuer ID' : `under the Key ID ${sameBytes.keyId}, not ${candidate.keyId}`;
  return clash(sameBytes, `holds this private key ${how}.`);
}

/** A key's name is its Key ID until it is given one; names are unique among an organization's live keys. */
function nameFor(shelf: Shelf, organizationId: string, candidate: Candidate): string {
  const taken = shelf.taken(organizationId);
  if (candidate.name === null) return freeName(candidate.suggestedName ?? candidate.keyId, taken);
  if (taken.has(sameName(candidate.name))) throw new KeyrackError('E_NAME_TAKEN', `This organization has a key named ${candidate.name}.`);
  return candidate.name;
}
