import type { Warning } from '../shared/errors/index.js';
import type { AdoptRecoveryRequest, UnlockRequest } from '../strongroom/client/contract.js';
import { createApple } from './apple/client.js';
import type { Deps, KeyrackPorts } from './deps.js';
import { createSession } from './session.js';
import { createActivityLog } from './state/activity.js';
import { createAppleTime } from './state/apple-time.js';
import { createStateStore } from './state/state.js';
import { createTroubles } from './state/troubles.js';
import { backup } from './usecases/backups/backup.js';
import { closeBackup, openBackup, restoreBackup } from './usecases/backups/restore-backup.js';
import { assessHome, restoreToNewVault } from './usecases/backups/restore-to-new-vault.js';
import { decideFound } from './usecases/imports/decide-found.js';
import { discardDownload } from './usecases/imports/discard-download.js';
import { findKeys } from './usecases/imports/find-keys.js';
import { identify } from './usecases/imports/identify.js';
import { importFound } from './usecases/imports/import-found.js';
import { importKeys } from './usecases/imports/import-keys.js';
import { editKey } from './usecases/keys/edit-key.js';
import { listKeys } from './usecases/keys/list-keys.js';
import { purgeKeys } from './usecases/keys/purge-keys.js';
import { showKey } from './usecases/keys/show-key.js';
import { storedNames } from './usecases/keys/stored-names.js';
import { trashKey } from './usecases/keys/trash-key.js';
import { type UndoTrash, undoTrash } from './usecases/keys/undo-trash.js';
import { unopened } from './usecases/keys/unopened-copies.js';
import { whichKey } from './usecases/keys/which-key.js';
import { addOrganization } from './usecases/organizations/add-organization.js';
import { editOrganization } from './usecases/organizations/edit-organization.js';
import { listOrganizations } from './usecases/organizations/list-organizations.js';
import { removeOrganization } from './usecases/organizations/remove-organization.js';
import { renameOrganization } from './usecases/organizations/rename-organization.js';
import { copyToken } from './usecases/tokens/copy-token.js';
import { mintToken } from './usecases/tokens/mint-token.js';
import { testConnection } from './usecases/tokens/test-connection.js';
import { why } from './usecases/tokens/why.js';
import { activity } from './usecases/vault/activity.js';
import { changeUnlock } from './usecases/vault/change-unlock.js';
import { breakLock, doctor, lockHolder } from './usecases/vault/doctor.js';
import { init } from './usecases/vault/init.js';
import { adoptRecovery, offerRecovery, verifyRecovery } from './usecases/vault/recovery-key.js';
import { repair } from './usecases/vault/repair.js';
import { status } from './usecases/vault/status.js';

export type { KeyrackPorts } from './deps.js';

/** What Keyrack does: the table of contents. Window and command line join here; every verb is one file in usecases/. */
export function createKeyrack(ports: KeyrackPorts) {
  const troubles = createTroubles();
  const state = createStateStore(ports.homeFiles, troubles);
  const log = createActivityLog(ports.homeFiles, ports.clock, ports.from, troubles);
  const session = createSession({ strongroom: ports.strongroom, state, unlocks: ports.unlocks, interactive: ports.interactive });
  const appleTime = createAppleTime(ports.clock);
  const apple = createApple({ ...ports, state, appleTime });
  const deps: Deps = { ...ports, state, activity: log, session, appleTime, apple };
  const use =
    <Request, Reply>(verb: (deps: Deps, request: Request) => Promise<Reply>) =>
    (request: Request): Promise<Reply> =>
      verb(deps, request);

  return {
    session,
    state,
    /** What is wrong with the small files beside the vault, as far as this run has met them. */
    troubles: (): readonly Warning[] => troubles.all,
    unlock: (request: UnlockRequest) => session.unlock(request),
    lock: () => session.lock(),
    /** Resolves once state and activity are on disk, or given up. Never rejects. */
    settled: async () => void (await Promise.all([state.settled(), log.settled()])),

    init: use(init),
    status: () => status(deps),
    /** What lies in the home, without opening anything and without trying to. */
    atHome: () => ports.strongroom.status(),
    /** Does the keychain answer? Prompts nobody. */
    probeKeychain: () => ports.strongroom.probeKeychain(),
    repair: use(repair),
    doctor: () => doctor(deps),
    lockHolder: () => lockHolder(deps),
    breakLock: use(breakLock),
    offerRecovery: use(offerRecovery),
    adoptRecovery: (request: AdoptRecoveryRequest = {}) => adoptRecovery(deps, request),
    verifyRecovery: use(verifyRecovery),
    changeUnlock: use(changeUnlock),

    backup: use(backup),
    openBackup: use(openBackup),
    restoreBackup: use(restoreBackup),
    closeBackup: () => closeBackup(deps),
    assessHome: () => assessHome(deps),
    restoreToNewVault: use(restoreToNewVault),

    listOrganizations: () => listOrganizations(deps),
    addOrganization: use(addOrganization),
    editOrganization: use(editOrganization),
    renameOrganization: use(renameOrganization),
    removeOrganization: use(removeOrganization),

    identify: use(identify),
    findKeys: use(findKeys),
    decideFound: use(decideFound),
    importFound: use(importFound),
    importKeys: use(importKeys),
    discardDownload: use(discardDownload),
    listKeys: use(listKeys),
    showKey: use(showKey),
    editKey: use(editKey),
    trashKey: use(trashKey),
    unopened: () => unopened(deps),
    purgeKeys: use(purgeKeys),
    undoTrash: (request: UndoTrash = {}) => undoTrash(deps, request),
    whichKey: use(whichKey),
    storedNames: () => storedNames(deps),

    mintToken: use(mintToken),
    copyToken: use(copyToken),
    testConnection: use(testConnection),
    why: use(why),
    activity: use(activity),
  };
}
export type Keyrack = ReturnType<typeof createKeyrack>;
