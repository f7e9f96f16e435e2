import '../bundle/no-jit.js';
import { z } from 'zod';
import { KeyrackError } from '../../../shared/errors/index.js';
import { Id, Key, Organization } from '../../../shared/model.js';
import { VERSION } from './document.js';

// Loose everywhere: what another version wrote beside our fields survives a load and save (safety.md section 1).
const StoredOrganization = z.looseObject(Organization.shape);
export type StoredOrganization = z.infer<typeof StoredOrganization>;
/** `privateKey`: PKCS#8 PEM. */
const StoredKey = z.looseObject({ ...Key.shape, privateKey: z.string() });
export type StoredKey = z.infer<typeof StoredKey>;
const Recipients = z.looseObject({ devices: z.array(z.string()), recovery: z.string().nullable() });
const documentFields = {
  format: z.literal('keyrack-vault'),
  version: z.int().min(1),
  vaultId: Id,
  revision: z.int().min(1),
  savedAt: z.string(),
  recipients: Recipients,
  relayClients: z.array(z.unknown()),
  /** Keys that were purged (`purgeMark` of their ids): a copy that still holds one is not kept for its sake. */
  purged: z.array(z.string()).optional(),
};
const VaultDocument = z.looseObject({ ...documentFields, organizations: z.array(StoredOrganization), keys: z.array(StoredKey) });
export type VaultDocument = z.infer<typeof VaultDocument>;
/** Of a newer version we take what we know: its organizations and keys are judged one by one. */
const NewerDocument = z.looseObject({
  ...documentFields,
  organizations: z.array(z.unknown()),
  keys: z.array(z.unknown()),
  relayClients: z.unknown(),
});

/** E_VAULT_DAMAGED when this is no document of ours; E_VAULT_NEWER when a newer one cannot be read at all (S-08). */
export function documentIn(json: unknown): VaultDocument {
  const ours = VaultDocument.safeParse(json);
  if (ours.success) return ours.data;
  const version = z.looseObject({ format: z.literal('keyrack-vault'), version: z.int() }).safeParse(json);
  if (!version.success || version.data.version <= VERSION) throw new KeyrackError('E_VAULT_DAMAGED');
  const newer = NewerDocument.safeParse(json);
  if (!newer.success) throw new KeyrackError('E_VAULT_NEWER');
  return {
    ...newer.data,
    organizations: newer.data.organizations.flatMap((one) => StoredOrganization.safeParse(one).data ?? []),
    keys: newer.data.keys.flatMap((one) => StoredKey.safeParse(one).data ?? []),
    relayClients: [],
  };
}

/** E_USAGE for a value outside the model. */
export const checkedOrganization = (value: unknown): StoredOrganization => checked(StoredOrganization, value);
export const checkedKey = (value: unknown): StoredKey => checked(StoredKey, value);

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KeyrackError('E_USAGE', `This value of “${parsed.error.issues[0]?.path.join('.') ?? '?'}” cannot be stored.`);
}
