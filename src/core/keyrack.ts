import type { Warning } from '../shared/errors/index.js';
import type { AdoptRecoveryRequest, UnlockRequest } from '../strongroom/client/contract.js';
import { createActivityLog } from './activity.js';
import { createAppleTime } from './apple-time.js';
import type { Deps, KeyrackPorts } from './deps.js';
import { createSession } from './session.js';
import { createStateStore } from './state.js';
import { createTroubles } from './troubles.js';
import { activity } from './usecases/activity.js';
import { addOrganization } from './usecases/add-organization.js';
import { backup } from './usecases/backup.js';
import { changeUnlock } from './usecases/change-unlock.js';
import { copyToken } from './usecases/copy-token.js';
import { discardDownload } from './usecases/discard-download.js';
import { breakLock, doctor, lockHolder } from './usecases/doctor.js';
import { editKey } from './usecases/edit-key.js';
import { editOrganization } from './usecases/edit-organization.js';
import { examineFiles } from './usecases/examine-files.js';
import { findKeys } from './usecases/find-keys.js';
import { identify } from './usecases/identify.js';
import { importFound } from './usecases/import-found.js';
import { importKeys } from './usecases/import-keys.js';
import { init } from './usecases/init.js';
import { listKeys } from './usecases/list-keys.js';
import { listOrganizations } from './usecases/list-organizations.js';
import { mintToken } from './usecases/mint-token.js';
import { purgeKeys } from './usecases/purge-keys.js';
import { adoptRecovery, offerRecovery, verifyRecovery } from './usecases/recovery-key.js';
import { removeOrganization } from './usecases/remove-organization.js';
import { renameOrganization } from './usecases/rename-organization.js';
import { repair } from './usecases/repair.js';
import { judgeHome, restoreAnew } from './usecases/restore-anew.js';
import { closeBackup, openBackup, restoreBackup } from './usecases/restore-backup.js';
import { showKey } from './usecases/show-key.js';
import { status } from './usecases/status.js';
import { storedNames } from './usecases/stored-names.js';
import { testConnection } from './usecases/test-connection.js';
import { trashKey } from './usecases/trash-key.js';
import { type UndoTrash, undoTrash } from './usecases/undo-trash.js';
import { unopened } from './usecases/unopened.js';
import { whichKey } from './usecases/which-key.js';

export type { KeyrackPorts } from './deps.js';

/** What Keyrack does: the table of contents. Window and command line join here; every verb is one file in usecases/. */
export function createKeyrack(ports: KeyrackPorts) {
  const troubles = createTroubles();
  const state = createStateStore(ports.homeFiles, troubles);
  const log = createActivityLog(ports.homeFiles, ports.clock, ports.from, troubles);
  const session = createSession({ strongroom: ports.strongroom, state, unlocks: ports.unlocks, interactive: ports.interactive });
  const deps: Deps = { ...ports, state, activity: log, session, appleTime: createAppleTime(ports.clock) };
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
    judgeHome: () => judgeHome(deps),
    restoreAnew: use(restoreAnew),

    listOrganizations: () => listOrganizations(deps),
    addOrganization: use(addOrganization),
    editOrganization: use(editOrganization),
    renameOrganization: use(renameOrganization),
    removeOrganization: use(removeOrganization),

    examineFiles: use(examineFiles),
    identify: use(identify),
    findKeys: use(findKeys),
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
    activity: use(activity),
  };
}
export type Keyrack = ReturnType<typeof createKeyrack>;
