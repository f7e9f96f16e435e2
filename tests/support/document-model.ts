import { z } from 'zod';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { Id, Key, Organization } from '../../src/shared/model.js';

/** The sealed document said once more, by the model and zod: what the strongroom's own decoder is held to. */
const StoredOrganization = z.looseObject(Organization.shape);
const StoredKey = z.looseObject({ ...Key.shape, privateKey: z.string() });
const documentFields = {
  format: z.literal('keyrack-vault'),
  version: z.int().min(1),
  vaultId: Id,
  revision: z.int().min(1),
  savedAt: z.string(),
  recipients: z.looseObject({ devices: z.array(z.string()), recovery: z.string().nullable() }),
  relayClients: z.array(z.unknown()),
  purged: z.array(z.string()).optional(),
};
const Document = z.looseObject({
  ...documentFields,
  version: z.literal(1),
  organizations: z.array(StoredOrganization),
  keys: z.array(StoredKey),
});
const NewerDocument = z.looseObject({
  ...documentFields,
  organizations: z.array(z.unknown()),
  keys: z.array(z.unknown()),
  // Whether there are any is nothing that is asked of a newer version.
  relayClients: z.unknown().optional(),
});

export function documentByModel(json: unknown): unknown {
  const ours = Document.safeParse(json);
  if (ours.success) return ours.data;
  const version = z.looseObject({ format: z.literal('keyrack-vault'), version: z.int() }).safeParse(json);
  if (!version.success || version.data.version <= 1) throw new KeyrackError('E_VAULT_DAMAGED');
  const newer = NewerDocument.safeParse(json);
  if (!newer.success) throw new KeyrackError('E_VAULT_NEWER');
  return {
    ...newer.data,
    organizations: newer.data.organizations.flatMap((one) => StoredOrganization.safeParse(one).data ?? []),
    keys: newer.data.keys.flatMap((one) => StoredKey.safeParse(one).data ?? []),
    relayClients: [],
  };
}

export const organizationByModel = (value: unknown): boolean => StoredOrganization.safeParse(value).success;
export const keyByModel = (value: unknown): boolean => StoredKey.safeParse(value).success;
