import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  emptyDocument,
  type StoredKey,
  type StoredOrganization,
  type VaultDocument,
} from '../../src/strongroom/inside/document/document.js';
import { newIdentity, recipientOf } from '../../src/strongroom/inside/vault/seal.js';
import { createStore, type Store } from '../../src/strongroom/inside/vault/store.js';
import { issuerId, testPorts } from './home.js';
import { makeKey, type TestKey } from './keys.js';

const at = '2026-01-01T00:00:00.000Z';

/** A vault as it is on disk, opened by `KEYRACK_IDENTITY` set to `identity`. */
export interface WrittenVault {
  readonly home: string;
  readonly identity: string;
  readonly document: VaultDocument;
  readonly store: Store;
  readonly ports: ReturnType<typeof testPorts>;
}

export const organizationNamed = (name: string, set: Partial<StoredOrganization> = {}): StoredOrganization => ({
  id: randomUUID(),
  name,
  program: 'app-store',
  issuerId,
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: null,
  createdAt: at,
  ...set,
});

export function storedKey(organizationId: string, name: string, set: Partial<StoredKey> = {}, key: TestKey = makeKey()): StoredKey {
  const keyId = randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase();
  return {
    id: randomUUID(),
    organizationId,
    kind: 'team',
    keyId,
    name,
    roles: [],
    privateKey: key.opensslPem,
    fingerprint: key.fingerprint,
    sourceName: `AuthKey_${keyId}.p8`,
    addedAt: at,
    trashedAt: null,
    ...set,
  };
}

/** Written by the strongroom's own store, in one save: thousands of keys in a second. */
export async function writeVault(
  home: string,
  organizations: readonly StoredOrganization[],
  keys: readonly StoredKey[],
  beside: Partial<VaultDocument> = {},
): Promise<WrittenVault> {
  const ports = testPorts(home);
  const identity = await newIdentity();
  const vaultId = randomUUID();
  const empty = emptyDocument({ vaultId, devices: [await recipientOf(identity)], recovery: null, savedAt: at });
  const document = { ...empty, organizations: [...organizations], keys: [...keys], ...beside };
  const store = createStore(ports);
  await store.withLock(() => store.create(document, identity));
  const header = { format: 'keyrack', version: 1, vaultId, unlock: 'keychain', recovery: false, createdAt: at };
  await writeFile(join(home, 'keyrack.json'), JSON.stringify(header));
  return { home, identity, document, store, ports };
}

/** Keys of few private keys: as many rows as are wanted, without the time it takes to make each. */
export function manyKeys(organizations: readonly StoredOrganization[], count: number): StoredKey[] {
  const pool = Array.from({ length: Math.min(count, 20) }, makeKey);
  return Array.from({ length: count }, (_, n) => {
    const organization = organizations[n % organizations.length];
    if (!organization) throw new Error('no organization');
    return storedKey(organization.id, `Key ${n + 1}`, {}, pool[n % pool.length]);
  });
}

const first =
  'Acorn Birch Cedar Dune Elm Fjord Granit Hafen Iris Juniper Karst Lumen Meridian Nordlicht Orchid Pine Quartz Reed Sable Tundra';
const second =
  'Analytics Bank Clinic Design Eyewear Freight Games Health Insurance Jewels Kitchen Labs Media Night Optics Press Quay Radio Studio Transit';

/** Four hundred names as an agency's clients have them, told apart by their initials. */
export const fourHundredNames: readonly string[] = first.split(' ').flatMap((one) => second.split(' ').map((two) => `${one} ${two}`));
