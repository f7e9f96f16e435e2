import { Command } from 'commander';
import type { MadeBackup } from '../../../core/usecases/backups/backup.js';
import { showName } from '../../../shared/text.js';
import type { NamedKey } from '../../../strongroom/client/contract.js';
import type { CommandContext, CommandModule } from '../../command.js';

interface BackupFlags {
  readonly file: string;
  readonly yes: boolean;
  readonly allowWeak: boolean;
}

export const backupCommand: CommandModule<BackupFlags> = {
  build: (run) =>
    new Command('backup')
      .description('all keys in one file under a passphrase of its own; opened again and compared before it counts')
      .argument('<file>', 'a new file; nothing is replaced')
      .option('--yes', 'go on without keys that cannot be read')
      .option('--allow-weak', 'take a passphrase that is too weak by the rule')
      .option('--json', 'print JSON')
      .action((file: string, { yes = false, allowWeak = false }: { yes?: boolean; allowWeak?: boolean }) => run({ file, yes, allowWeak })),
  run: runBackup,
};

async function runBackup({ keyrack, out, terminal }: CommandContext, { file, yes, allowWeak }: BackupFlags): Promise<void> {
  const confirmWithout = async (unreadable: readonly NamedKey[]) => {
    for (const { organization, name } of unreadable) out.say(`keyrack: ${showName(`${organization} / ${name}`)} cannot be read.`);
    if (yes || terminal === null) return yes;
    return /^y(es)?$/i.test((await terminal.ask('Back up the others without it? [y/N] ')).trim());
  };
  const made = await keyrack.backup({ path: file, allowWeak, confirmWithout });
  const { bytes, createdAt, organizations, trashed, leftOut } = made;
  out.result({ file, createdAt, bytes, organizations, keys: made.keys.length, trashed, leftOut }, () => inWords(made));
  out.note('Keep its passphrase: without it the file opens for nobody. With it, so does “age -d” on any machine.');
}

function inWords({ file, keys, trashed, leftOut }: MadeBackup): string {
  const count = `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}${trashed > 0 ? `, ${trashed} of them from the Trash` : ''}`;
  const without =
    leftOut.length === 0 ? '' : ` Not in it: ${leftOut.map(({ organization, name }) => `${organization} / ${name}`).join(', ')}.`;
  return showName(`Backed up and verified: ${count}, in ${file}.${without}`);
}
