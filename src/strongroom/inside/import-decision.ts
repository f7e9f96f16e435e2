import { type Checked, normaliseIssuerId, normaliseKeyId, normaliseTeamId, normaliseVendorNumber } from '../../shared/apple/ids.js';
import { KeyrackError, type Warning, warn } from '../../shared/errors/index.js';
import type { KeyKind, Program } from '../../shared/model.js';
import { namedAs, sameName } from '../../shared/same-name.js';
import type { Examined, ImportRequest } from '../client/contract.js';
import type { StoredKey, StoredOrganization, VaultDocument } from './document.js';
import { freeName } from './free-name.js';

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
  let current = document;
  const outcomes = candidates.map((candidate): Outcome => {
    try {
      const placed = placeOne(current, target, candidate, at, newOrganizationId);
      current = placed.document;
      return placed.outcome;
    } catch (error) {
      if (error instanceof KeyrackError) return { is: 'refused', error };
      throw error;
    }
  });
  return { document: current, outcomes };
}

type Placed = { document: VaultDocument; outcome: Outcome };

function placeOne(document: VaultDocument, target: ImportRequest['organization'], candidate: Candidate, at: string, newId: string): Placed {
  const organization = organizationFor(document, target, candidate, at, newId);
  const known = sameKey(document, candidate, organization);
  if (known) return alreadyThere(document, known, candidate);
  const conflict = candidate.keepBoth ? null : conflictOf(document, candidate);
  if (conflict) throw conflict;
  const clashes = document.keys.some((key) => key.keyId === candidate.keyId || key.fingerprint === candidate.fingerprint);
  const key: StoredKey = {
    id: candidate.id,
    organizationId: organization.id,
    kind: candidate.kind,
    keyId: candidate.keyId,
    name: nameFor(document, organization, candidate),
    roles: [...candidate.roles],
    privateKey: candidate.privateKey,
    fingerprint: candidate.fingerprint,
    sourceName: candidate.sourceName,
    addedAt: at,
    trashedAt: null,
  };
  const others = document.organizations.filter(({ id }) => id !== organization.id);
  const isNew = others.length === document.organizations.length;
  const organizations = isNew
    ? [...document.organizations, organization]
    : document.organizations.map((one) => (one.id === organization.id ? organization : one));
  return {
    document: { ...document, organizations, keys: [...document.keys, key] },
    outcome: { is: 'stored', id: key.id, organization: organization.name, warnings: clashes ? [warn('W_KEPT_BOTH')] : [] },
  };
}

/** The organization as it will be: found, or new; with the Issuer ID this key brings, when it had none. */
function organizationFor(
  document: VaultDocument,
  target: ImportRequest['organization'],
  candidate: Candidate,
  at: string,
  newId: string,
): StoredOrganization {
  const named = 'id' in target ? document.organizations.filter(({ id }) => id === target.id) : namedAs(document.organizations, target.name);
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
function sameKey(document: VaultDocument, candidate: Candidate, organization: StoredOrganization): StoredKey | null {
  const issuerOf = (id: string) => document.organizations.find((one) => one.id === id)?.issuerId ?? null;
  const matches = document.keys.filter(
    (key) =>
      key.fingerprint === candidate.fingerprint &&
      key.keyId === candidate.keyId &&
      (key.organizationId === organization.id || key.kind === 'individual' || issuerOf(key.organizationId) === organization.issuerId),
  );
  return matches.find((key) => key.trashedAt === null) ?? matches[0] ?? null;
}

function alreadyThere(document: VaultDocument, known: StoredKey, candidate: Candidate): Placed {
  const organization = document.organizations.find(({ id }) => id === known.organizationId)?.name ?? '';
  if (known.trashedAt !== null && candidate.restoreTrashed) {
    const name = nameFor(
      document,
      { id: known.organizationId },
      { ...candidate, name: null, suggestedName: null, keyId: known.name },
      known.id,
    );
    const keys = document.keys.map((key) => (key.id === known.id ? { ...key, name, trashedAt: null } : key));
    const warnings = [warn('W_RESTORED', `This key was in the Trash; it was restored as ${organization} / ${name}.`)];
    return { document: { ...document, keys }, outcome: { is: 'restored', id: known.id, organization, warnings } };
  }
  const warnings = [warn('W_DUPLICATE', `This key is already stored as ${organization} / ${known.name}.`)];
  return { document, outcome: { is: 'duplicate', id: known.id, organization, warnings } };
}

/** What a preview can say of a key, before it is known where it would go. Ids as the file writes them. */
export function standingOf(
  document: VaultDocument,
  seen: { readonly fingerprint: string; readonly keyId: string | null; readonly issuerId: string | null },
): Pick<NonNullable<Examined['found']>, 'storedAs' | 'conflict'> {
  const [keyId, issuerId] = [fitting(seen.keyId, normaliseKeyId), fitting(seen.issuerId, normaliseIssuerId)];
  const issuerOf = (key: StoredKey) => document.organizations.find(({ id }) => id === key.organizationId)?.issuerId ?? null;
  const isSame = (key: StoredKey) =>
    keyId === null || (key.keyId === keyId && (issuerId === null || key.kind === 'individual' || issuerOf(key) === issuerId));
  const rank = (key: StoredKey) => Number(isSame(key)) * 2 + Number(key.trashedAt === null);
  const [stored] = document.keys.filter(({ fingerprint }) => fingerprint === seen.fingerprint).sort((a, b) => rank(b) - rank(a));
  const clashes = keyId !== null && !(stored && isSame(stored));
  return {
    storedAs: stored ? { id: stored.id, trashed: stored.trashedAt !== null } : null,
    conflict: (clashes && conflictOf(document, { keyId, fingerprint: seen.fingerprint })?.body) || null,
  };
}

/** B-50 and B-51. A key in the Trash blocks nothing: the user has chosen already. */
function conflictOf(document: VaultDocument, candidate: Pick<Candidate, 'keyId' | 'fingerprint'>): KeyrackError | null {
  const live = document.keys.filter((key) => key.trashedAt === null);
  const where = (key: StoredKey) => `${document.organizations.find(({ id }) => id === key.organizationId)?.name ?? '?'} / ${key.name}`;
  const sameId = live.find((key) => key.keyId === candidate.keyId && key.fingerprint !== candidate.fingerprint);
  if (sameId) return new KeyrackError('E_KEY_CONFLICT', `${where(sameId)} has this Key ID, ${candidate.keyId}, with another private key.`);
  const sameBytes = live.find((key) => key.fingerprint === candidate.fingerprint);
  if (!sameBytes) return null;
  const how = sameBytes.keyId === candidate.keyId ? 'for another Issuer ID' : `under the Key ID ${sameBytes.keyId}, not ${candidate.keyId}`;
  return new KeyrackError('E_KEY_CONFLICT', `${where(sameBytes)} holds this private key ${how}.`);
}

/** A key's name is its Key ID until it is given one; names are unique among an organization's live keys. */
function nameFor(document: VaultDocument, organization: { id: string }, candidate: Candidate, except?: string): string {
  const taken = new Set(
    document.keys
      .filter((key) => key.organizationId === organization.id && key.trashedAt === null && key.id !== except)
      .map((key) => sameName(key.name)),
  );
  if (candidate.name !== null) {
    if (taken.has(sameName(candidate.name))) throw new KeyrackError('E_NAME_TAKEN', `This organization has a key named ${candidate.name}.`);
    return candidate.name;
  }
  return freeName(candidate.suggestedName ?? candidate.keyId, taken);
}
