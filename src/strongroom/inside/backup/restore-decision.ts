import { randomUUID } from 'node:crypto';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Found } from '../../../shared/restored-key.js';
import { namedAs, sameName } from '../../../shared/same-name.js';
import { type StoredKey, type StoredOrganization, type VaultDocument, wasPurged } from '../document/document.js';
import { freeName } from '../document/free-key-name.js';
import { type Shelf, shelve } from '../document/key-index.js';
import type { Backup, BackupEntry } from './manifest.js';

type GoodEntry = Extract<BackupEntry, { error: null }>;
export const isGood = (one: BackupEntry): one is GoodEntry => one.error === null;

export interface Verdict {
  readonly found: Found;
  /** The stored key it is, or clashes with. */
  readonly stored: StoredKey | null;
}

/** What became of one key that was to be restored. */
export type Placed =
  | { readonly is: 'restored' | 'identical'; readonly id: string }
  | { readonly is: 'refused'; readonly error: KeyrackError };

/**
 * Compares a backup with a vault. The same private key under the same Key ID for the same team is one key, whatever its
 * uuid (J-11). A clash is looked for only among live keys that the backup does not hold itself: what was kept side by side in
 * the old vault comes back side by side, also when a restore that was cut short goes on.
 */
export function compareBackup(document: VaultDocument, backup: Backup): readonly Verdict[] {
  const look = lookup(document, backup);
  return backup.entries.map((entry) => (isGood(entry) ? look.verdict(entry.key) : { found: 'invalid', stored: null }));
}

/** Organizations of the backup that hold none of its keys, and that the vault does not have. */
export function missingEmptyOrganizations(document: VaultDocument, backup: Backup): readonly StoredOrganization[] {
  const used = new Set(backup.entries.filter(isGood).map(({ key }) => key.organizationId));
  const look = lookup(document, backup);
  return backup.organizations.filter((one) => !used.has(one.id) && look.organization(one) === null);
}

/**
 * The document with these keys of the backup added; nothing that is there is changed, but an Issuer ID is filled in where there
 * was none. Pure but for new uuids, and applied again when another process was faster.
 */
export function placeBackup(
  document: VaultDocument,
  backup: Backup,
  entries: readonly GoodEntry[],
  keepBoth: ReadonlySet<string>,
): { document: VaultDocument; placed: readonly Placed[] } {
  const look = lookup(document, backup);
  const shelf = shelve(document.keys);
  let current = withRest(document, backup);
  for (const one of missingEmptyOrganizations(document, backup)) current = withOrganization(current, one).document;
  const at = new Map<string, string>();
  const placed = entries.map((entry): Placed => {
    const { found, stored } = look.verdict(entry.key);
    if (found === 'identical' && stored) return { is: 'identical', id: stored.id };
    if (found === 'conflict' && !keepBoth.has(entry.entry)) return { is: 'refused', error: conflict(document, entry.key, stored) };
    const from = backup.organizations.find(({ id }) => id === entry.key.organizationId);
    if (!from) return { is: 'refused', error: new KeyrackError('E_BACKUP_ENTRY') };
    const home = at.get(from.id) ?? look.organization(from)?.id ?? null;
    const opened = home === null ? withOrganization(current, from) : { document: withIssuer(current, home, from), id: home };
    at.set(from.id, opened.id);
    const key = { ...entry.key, ...freeNames(document, shelf, entry.key, opened.id), organizationId: opened.id };
    current = withDefault(opened.document, from, entry.key.id, key);
    shelf.add(key);
    look.add(key, opened.document.organizations.find(({ id }) => id === opened.id)?.issuerId ?? null);
    return { is: 'restored', id: key.id };
  });
  return { document: shelf.keys === document.keys ? current : { ...current, keys: [...shelf.keys] }, placed };
}

/**
 * A vault that holds nothing takes the old one's place, and gets what else that one held. In any other, a client of the relay that was
 * taken away since must not come back with a key.
 */
function withRest(document: VaultDocument, { rest }: Backup): VaultDocument {
  const { organizations, keys, relayClients } = document;
  const isEmpty = [organizations, keys, relayClients].every((list) => list.length === 0);
  const isNews = rest.relayClients.length > 0 || Object.keys(rest).some((name) => !Object.hasOwn(document, name));
  return isEmpty && isNews ? { ...rest, ...document, relayClients: [...rest.relayClients] } : document;
}

export function conflict({ organizations }: VaultDocument, key: StoredKey, stored: StoredKey | null): KeyrackError {
  const where = stored ? `${organizations.find(({ id }) => id === stored.organizationId)?.name ?? '?'} / ${stored.name}` : 'Another key';
  if (stored?.keyId === key.keyId && stored.fingerprint !== key.fingerprint)
    return new KeyrackError('E_BACKUP_CONFLICT', `${where} has this Key ID, ${key.keyId}, with another private key.`);
  const how = stored?.keyId === key.keyId ? 'for another Issuer ID' : `under the Key ID ${stored?.keyId ?? '?'}, not ${key.keyId}`;
  return new KeyrackError('E_BACKUP_CONFLICT', `${where} holds this private key ${how}.`);
}

interface Lookup {
  verdict(key: StoredKey): Verdict;
  organization(one: StoredOrganization): StoredOrganization | null;
  /** A key that was restored a moment ago. */
  add(key: StoredKey, issuerId: string | null): void;
}

function lookup(document: VaultDocument, backup: Backup): Lookup {
  const [byFingerprint, byKeyId] = [new Map<string, StoredKey[]>(), new Map<string, StoredKey[]>()];
  const issuers = new Map(document.organizations.map(({ id, issuerId }) => [id, issuerId]));
  const backupIssuers = new Map(backup.organizations.map(({ id, issuerId }) => [id, issuerId]));
  const index = (key: StoredKey) => {
    push(byFingerprint, key.fingerprint, key);
    push(byKeyId, key.keyId, key);
  };
  for (const key of document.keys) index(key);
  // Two records of one private key stay two: a stored key that is another entry's own is not this one's.
  const owners = new Map(backup.entries.filter(isGood).map(({ key }) => [key.id, key.fingerprint]));
  const isAnothers = (stored: StoredKey, key: StoredKey) => stored.id !== key.id && owners.get(stored.id) === stored.fingerprint;
  const same = (key: StoredKey): StoredKey | null => {
    const issuer = backupIssuers.get(key.organizationId) ?? null;
    const matches = (byFingerprint.get(key.fingerprint) ?? []).filter(
      (stored) =>
        stored.id === key.id ||
        (stored.keyId === key.keyId &&
          !isAnothers(stored, key) &&
          ([stored.kind, key.kind].includes('individual') || agree(issuers.get(stored.organizationId) ?? null, issuer))),
    );
    return matches.find(({ id }) => id === key.id) ?? matches.find(({ trashedAt }) => trashedAt === null) ?? matches[0] ?? null;
  };
  const good = backup.entries.filter(isGood).map(({ key }) => ({ key, is: same(key) }));
  const ours = new Set(good.flatMap(({ is }) => (is ? [is.id] : [])));
  /** Where keys of one of the backup's organizations lie already: it may have another name or uuid here. */
  const linked = new Map<string, string>();
  for (const { key, is } of good) if (is && !linked.has(key.organizationId)) linked.set(key.organizationId, is.organizationId);

  return {
    verdict(key) {
      const identical = same(key);
      if (identical) return { found: 'identical', stored: identical };
      const near = [...(byKeyId.get(key.keyId) ?? []), ...(byFingerprint.get(key.fingerprint) ?? [])];
      const clash = near.find((stored) => stored.trashedAt === null && !ours.has(stored.id));
      return key.trashedAt === null && clash ? { found: 'conflict', stored: clash } : { found: 'new', stored: null };
    },
    organization(one) {
      const fits = document.organizations.filter((other) => other.program === one.program && agree(other.issuerId, one.issuerId));
      const [named = null, ...others] = namedAs(fits, one.name);
      return (
        fits.find(({ id }) => id === one.id) ??
        // Of several that are called alike none is meant more than another.
        (others.length === 0 ? named : null) ??
        fits.find(({ id }) => id === linked.get(one.id)) ??
        null
      );
    },
    add(key, issuerId) {
      index(key);
      issuers.set(key.organizationId, issuerId);
      ours.add(key.id);
    },
  };
}

const agree = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;

const push = (map: Map<string, StoredKey[]>, name: string, key: StoredKey): void => {
  const list = map.get(name);
  if (list) list.push(key);
  else map.set(name, [key]);
};

/** Made anew, under its own uuid and name where these are free. */
function withOrganization(document: VaultDocument, from: StoredOrganization): { document: VaultDocument; id: string } {
  const taken = new Set(document.organizations.map(({ name }) => sameName(name)));
  const id = document.organizations.some((one) => one.id === from.id) ? randomUUID() : from.id;
  const made: StoredOrganization = { ...from, id, name: freeName(from.name, taken), defaultKeyId: null };
  return { document: { ...document, organizations: [...document.organizations, made] }, id };
}

function withIssuer(document: VaultDocument, id: string, { issuerId }: StoredOrganization): VaultDocument {
  const bare = document.organizations.some((one) => one.id === id && one.issuerId === null);
  if (!bare || issuerId === null) return document;
  return { ...document, organizations: document.organizations.map((one) => (one.id === id ? { ...one, issuerId } : one)) };
}

/** Only for an organization that came from this backup and has no default yet. */
function withDefault(document: VaultDocument, from: StoredOrganization, backupId: string, key: StoredKey): VaultDocument {
  if (from.defaultKeyId !== backupId) return document;
  const set = (one: StoredOrganization) =>
    one.id === key.organizationId && one.id === from.id && one.defaultKeyId === null ? { ...one, defaultKeyId: key.id } : one;
  return { ...document, organizations: document.organizations.map(set) };
}

function freeNames(
  document: VaultDocument,
  shelf: Shelf,
  key: StoredKey,
  organizationId: string,
): { readonly id: string; readonly name: string } {
  const taken = key.trashedAt === null ? shelf.taken(organizationId) : new Set<string>();
  // A purged id stays a purged key's: under it this one would count as purged in every copy.
  const isTaken = shelf.hasId(key.id) || wasPurged(document, key.id);
  return { id: isTaken ? randomUUID() : key.id, name: freeName(key.name, taken) };
}
