import type { VaultView } from '../../client/contract.js';
import type { Loaded } from './generations.js';

/** The document as everyone else may see it: each field named, so that an unknown one (or a private key) never slips out. */
export function viewOf({ document, health }: Loaded, unlock: VaultView['unlock']): VaultView {
  return {
    vaultId: document.vaultId,
    revision: document.revision,
    savedAt: document.savedAt,
    unlock,
    recovery: document.recipients.recovery !== null,
    organizations: document.organizations.map(
      ({ id, name, program, issuerId, teamId, vendorNumber, notes, tags, defaultKeyId, createdAt }) => ({
        id,
        name,
        program,
        issuerId,
        teamId,
        vendorNumber,
        notes,
        tags: [...tags],
        defaultKeyId,
        createdAt,
      }),
    ),
    keys: document.keys.map(({ id, organizationId, kind, keyId, name, roles, fingerprint, sourceName, addedAt, trashedAt }) => ({
      id,
      organizationId,
      kind,
      keyId,
      name,
      roles: [...roles],
      fingerprint,
      sourceName,
      addedAt,
      trashedAt,
    })),
    health,
  };
}

export const withWarnings = (view: VaultView, warnings: VaultView['health']['warnings']): VaultView =>
  warnings.length === 0 ? view : { ...view, health: { ...view.health, warnings: [...warnings, ...view.health.warnings] } };
