import { Command } from 'commander';
import type { CommandContext, CommandModule } from './command.js';
import { backupCommand } from './commands/backups/backup.js';
import { restoreCommand } from './commands/backups/restore.js';
import { completionCommand } from './commands/completion.js';
import { identifyCommand } from './commands/imports/identify.js';
import { importCommand } from './commands/imports/import.js';
import { editCommand } from './commands/keys/edit.js';
import { listCommand } from './commands/keys/list.js';
import { purgeCommand } from './commands/keys/purge.js';
import { removeCommand } from './commands/keys/remove.js';
import { showCommand } from './commands/keys/show.js';
import { undoCommand } from './commands/keys/undo.js';
import { whichCommand } from './commands/keys/which.js';
import { orgAddCommand, orgEditCommand, orgListCommand, orgRemoveCommand, orgRenameCommand } from './commands/organizations/org.js';
import { testCommand } from './commands/tokens/test.js';
import { tokenCommand } from './commands/tokens/token.js';
import { whyCommand } from './commands/tokens/why.js';
import { activityCommand } from './commands/vault/activity.js';
import { doctorCommand } from './commands/vault/doctor.js';
import { initCommand } from './commands/vault/init.js';
import { recoveryNewCommand } from './commands/vault/recovery-new.js';
import { repairCommand } from './commands/vault/recovery-repair.js';
import { recoveryVerifyCommand } from './commands/vault/recovery-verify.js';
import { statusCommand } from './commands/vault/status.js';
import { unlockMethodCommand } from './commands/vault/unlock-method.js';

interface Group {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandModule<unknown>[];
}

/** The table of contents of the command line: parser, help and completion are made of it, and docs and man page are held against it. */
const contents: readonly (CommandModule<unknown> | Group)[] = [
  initCommand,
  statusCommand,
  {
    name: 'org',
    description: 'organizations',
    commands: [orgAddCommand, orgListCommand, orgEditCommand, orgRenameCommand, orgRemoveCommand],
  },
  importCommand,
  identifyCommand,
  listCommand,
  showCommand,
  editCommand,
  removeCommand,
  undoCommand,
  purgeCommand,
  tokenCommand,
  testCommand,
  whyCommand,
  whichCommand,
  backupCommand,
  restoreCommand,
  activityCommand,
  doctorCommand,
  unlockMethodCommand,
  {
    name: 'recovery',
    description: 'the recovery key, and a damaged vault',
    commands: [recoveryNewCommand, recoveryVerifyCommand, repairCommand],
  },
  completionCommand,
];

export const commandsFor = (context: CommandContext): readonly Command[] =>
  contents.map((one) => ('commands' in one ? groupFor(context, one) : commandFor(context, one)));

export const commandFor = <Request>(context: CommandContext, { build, run }: CommandModule<Request>): Command =>
  build((request) => run(context, request));

function groupFor(context: CommandContext, { name, description, commands }: Group): Command {
  const parent = new Command(name).description(description);
  for (const command of commands) parent.addCommand(commandFor(context, command));
  return parent;
}
