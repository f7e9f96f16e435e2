import { Command } from 'commander';
import { backupCommand, runBackup } from './commands/backups/backup.js';
import { restoreCommand, runRestore } from './commands/backups/restore.js';
import { completionCommand, runCompletion } from './commands/completion.js';
import { identifyCommand, runIdentify } from './commands/imports/identify.js';
import { importCommand, runImport } from './commands/imports/import.js';
import { editCommand, runEdit } from './commands/keys/edit.js';
import { listCommand, runList } from './commands/keys/list.js';
import { purgeCommand, runPurge } from './commands/keys/purge.js';
import { removeCommand, runRemove } from './commands/keys/remove.js';
import { runShow, showCommand } from './commands/keys/show.js';
import { runUndo, undoCommand } from './commands/keys/undo.js';
import { runWhich, whichCommand } from './commands/keys/which.js';
import {
  orgAddCommand,
  orgEditCommand,
  orgListCommand,
  orgRemoveCommand,
  orgRenameCommand,
  runOrgAdd,
  runOrgEdit,
  runOrgList,
  runOrgRemove,
  runOrgRename,
} from './commands/organizations/org.js';
import { runTest, testCommand } from './commands/tokens/test.js';
import { runToken, tokenCommand } from './commands/tokens/token.js';
import { activityCommand, runActivity } from './commands/vault/activity.js';
import { doctorCommand, runDoctor } from './commands/vault/doctor.js';
import { initCommand, runInit } from './commands/vault/init.js';
import { recoveryNewCommand, runRecoveryNew } from './commands/vault/recovery-new.js';
import { repairCommand, runRepair } from './commands/vault/recovery-repair.js';
import { recoveryVerifyCommand, runRecoveryVerify } from './commands/vault/recovery-verify.js';
import { runStatus, statusCommand } from './commands/vault/status.js';
import { runUnlockMethod, unlockMethodCommand } from './commands/vault/unlock-method.js';
import type { Shell } from './shell.js';

/** The table of contents of the command line. */
export const commandsFor = (shell: Shell): readonly Command[] => [
  initCommand((request) => runInit(shell, request)),
  statusCommand(() => runStatus(shell)),
  group('org', 'organizations', [
    orgAddCommand((request) => runOrgAdd(shell, request)),
    orgListCommand(() => runOrgList(shell)),
    orgEditCommand((request) => runOrgEdit(shell, request)),
    orgRenameCommand((request) => runOrgRename(shell, request)),
    orgRemoveCommand((request) => runOrgRemove(shell, request)),
  ]),
  importCommand((request) => runImport(shell, request)),
  identifyCommand((request) => runIdentify(shell, request)),
  listCommand((request) => runList(shell, request)),
  showCommand((request) => runShow(shell, request)),
  editCommand((request) => runEdit(shell, request)),
  removeCommand((request) => runRemove(shell, request)),
  undoCommand(() => runUndo(shell)),
  purgeCommand((request) => runPurge(shell, request)),
  tokenCommand((request) => runToken(shell, request)),
  testCommand((request) => runTest(shell, request)),
  whichCommand((request) => runWhich(shell, request)),
  backupCommand((request) => runBackup(shell, request)),
  restoreCommand((request) => runRestore(shell, request)),
  activityCommand((request) => runActivity(shell, request)),
  doctorCommand((request) => runDoctor(shell, request)),
  unlockMethodCommand((request) => runUnlockMethod(shell, request)),
  group('recovery', 'the recovery key, and a damaged vault', [
    recoveryNewCommand((request) => runRecoveryNew(shell, request)),
    recoveryVerifyCommand(() => runRecoveryVerify(shell)),
    repairCommand((request) => runRepair(shell, request)),
  ]),
  completionCommand((request) => runCompletion(shell, request)),
];

function group(name: string, description: string, commands: readonly Command[]): Command {
  const parent = new Command(name).description(description);
  for (const command of commands) parent.addCommand(command);
  return parent;
}
