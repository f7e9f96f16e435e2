import type { VaultView } from '../../client/contract.js';
import { shownKey, shownOrganization } from '../document/shape.js';
import type { Loaded } from './generations.js';

/** The document as everyone else may see it. */
export function viewOf({ document, health }: Loaded, unlock: VaultView['unlock']): VaultView {
  return {
    vaultId: document.vaultId,
    revision: document.revision,
    savedAt: document.savedAt,
    unlock,
    recovery: document.recipients.recovery !== null,
    organizations: document.organizations.map(shownOrganization),
    keys: document.keys.map(shownKey),
    health,
  };
}

export const withWarnings = (view: VaultView, warnings: VaultView['health']['warnings']): VaultView =>
  warnings.length === 0 ? view : { ...view, health: { ...view.health, warnings: [...warnings, ...view.health.warnings] } };
