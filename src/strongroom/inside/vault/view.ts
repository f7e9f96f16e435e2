import type { Key, Organization } from '../../../shared/model.js';
import type { VaultView } from '../../client/contract.js';
import { keyFields, organizationFields } from '../document/shape.js';
import type { Loaded } from './generations.js';

/** The document as everyone else may see it: only fields that are named, so that an unknown one (or a private key) never slips out. */
export function viewOf({ document, health }: Loaded, unlock: VaultView['unlock']): VaultView {
  return {
    vaultId: document.vaultId,
    revision: document.revision,
    savedAt: document.savedAt,
    unlock,
    recovery: document.recipients.recovery !== null,
    organizations: document.organizations.map((one) => picked<Organization>(organizationNames, one)),
    keys: document.keys.map((one) => picked<Key>(keyNames, one)),
    health,
  };
}

const organizationNames = Object.keys(organizationFields) as readonly (keyof Organization)[];
const keyNames = Object.keys(keyFields) as readonly (keyof Key)[];

function picked<T extends object>(names: readonly (keyof T)[], from: T): T {
  const seen: Partial<T> = {};
  for (const name of names) if (from[name] !== undefined) seen[name] = from[name];
  return seen as T;
}

export const withWarnings = (view: VaultView, warnings: VaultView['health']['warnings']): VaultView =>
  warnings.length === 0 ? view : { ...view, health: { ...view.health, warnings: [...warnings, ...view.health.warnings] } };
