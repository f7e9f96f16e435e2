import { z } from 'zod';

/**
 * The sealed document as the first version read it. Never changed: it shares nothing with the model, so that what this version
 * saves can be shown to a Keyrack that has never heard of it. A document that it refuses is called damaged there.
 */
const id = z.uuid();
const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/]*$/);
const short = z.string().max(50);
const organization = z.looseObject({
  id,
  name,
  program: z.enum(['app-store', 'enterprise']),
  issuerId: z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    .nullable(),
  teamId: short.nullable(),
  vendorNumber: short.nullable(),
  notes: z.string().max(10_000),
  tags: z.array(short).max(50),
  defaultKeyId: id.nullable(),
  createdAt: z.string(),
});
const key = z.looseObject({
  id,
  organizationId: id,
  kind: z.enum(['team', 'individual']),
  keyId: z.string().regex(/^[A-Z0-9]{10}$/),
  name,
  roles: z.array(short).max(30),
  fingerprint: z.string(),
  sourceName: z.string(),
  addedAt: z.string(),
  trashedAt: z.string().nullable(),
  privateKey: z.string(),
});
export const documentOfVersion1 = z.looseObject({
  format: z.literal('keyrack-vault'),
  version: z.literal(1),
  vaultId: id,
  revision: z.int().min(1),
  savedAt: z.string(),
  recipients: z.looseObject({ devices: z.array(z.string()), recovery: z.string().nullable() }),
  organizations: z.array(organization),
  keys: z.array(key),
  relayClients: z.array(z.unknown()),
  purged: z.array(z.string()).optional(),
});
