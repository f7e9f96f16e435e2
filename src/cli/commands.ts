import { Command } from 'commander';
import { activityCommand, runActivity } from './commands/activity.js';
import { backupCommand, runBackup } from './commands/backup.js';
import { completionCommand, runCompletion } from './commands/completion.js';
import { doctorCommand, runDoctor } from './commands/doctor.js';
import { editCommand, runEdit } from './commands/edit.js';
import { identifyCommand, runIdentify } from './commands/identify.js';
import { importCommand, runImport } from './commands/import.js';
import { initCommand, runInit } from './commands/init.js';
import { listCommand, runList } from './commands/list.js';
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
} from './commands/org.js';
import { purgeCommand, runPurge } from './commands/purge.js';
import { recoveryNewCommand, runRecoveryNew } from './commands/recovery-new.js';
import { repairCommand, runRepair } from './commands/recovery-repair.js';
import { recoveryVerifyCommand, runRecoveryVerify } from './commands/recovery-verify.js';
import { removeCommand, runRemove } from './commands/remove.js';
import { restoreCommand, runRestore } from './commands/restore.js';
import { runShow, showCommand } from './commands/show.js';
import { runStatus, statusCommand } from './commands/status.js';
import { runTest, testCommand } from './commands/test.js';
import { runToken, tokenCommand } from './commands/token.js';
import { runUndo, undoCommand } from './commands/undo.js';
import { runUnlockMethod, unlockMethodCommand } from './commands/unlock-method.js';
import { runWhich, whichCommand } from './commands/which.js';
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
