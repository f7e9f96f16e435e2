import type { Keyrack } from '../core/keyrack.js';
import { knownNow } from '../core/selectors/listed-key.js';
import { asKeyrackError, type ErrorBody, familyOf, KeyrackError } from '../shared/errors/index.js';
import type { AppState, VaultData } from '../shared/ipc/contract.js';
import { keychainIsOurs } from '../strongroom/client/own-keychain.js';
import { keychainOf } from './desktop/keychain-name.js';
import type { SettingsData } from './settings.js';

export interface Facts {
  readonly home: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
}

/**
 * What the page shows first. `lastRefused`: why the last unlock failed, when that was no wrong passphrase; asked late, so that
 * an answer which was long in the making does not take back what has been said meanwhile.
 */
export async function appState(
  keyrack: Keyrack,
  facts: Facts,
  settings: SettingsData,
  lastRefused: () => ErrorBody | null,
): Promise<AppState> {
  const isOurs = keychainIsOurs(facts);
  const keychain = isOurs ? keychainOf(facts.platform, process.env) : null;
  const common = {
    keychain,
    keychainProblem: keychain === null ? new KeyrackError(isOurs ? 'E_KEYCHAIN_UNAVAILABLE' : 'E_KEYCHAIN_NOT_OURS').body : null,
    home: facts.home,
    version: facts.version,
    platform: facts.platform === 'darwin' || facts.platform === 'win32' ? facts.platform : ('linux' as const),
    settings,
  };
  try {
    const { vault, unlocked } = await keyrack.atHome();
    const refused = lastRefused();
    const isDamage = refused !== null && familyOf(refused.code) === 'vault';
    const phase = vault === null ? 'none' : unlocked ? 'open' : isDamage ? 'damaged' : 'locked';
    return { ...common, phase, unlock: vault?.unlock ?? null, error: phase === 'open' || phase === 'none' ? null : refused };
  } catch (error) {
    return { ...common, phase: 'damaged', unlock: null, error: asKeyrackError(error).body };
  }
}

/** The vault as the page lists it. E_LOCKED while it is. */
export async function vaultData({ session, state, troubles }: Keyrack): Promise<VaultData> {
  const view = await session.view();
  const known = await state.read();
  const organizations = new Map(view.organizations.map((one) => [one.id, one]));
  const { readOnly, warnings } = session.health;
  return {
    revision: view.revision,
    recovery: view.recovery,
    lastBackupAt: known.lastBackupAt ?? null,
    organizations: [...view.organizations],
    keys: view.keys.map((key) => ({ ...key, ...knownNow(known, key, organizations.get(key.organizationId)) })),
    readOnly: readOnly?.error ?? null,
    warnings: [...warnings, ...troubles()],
  };
}
