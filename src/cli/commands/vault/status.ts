import { Command } from 'commander';
import type { CommandContext, CommandModule } from '../../command.js';
import { facts } from '../../table.js';

export const statusCommand: CommandModule<void> = {
  build: (run) =>
    new Command('status')
      .description('what lies in the home; never asks and never touches the keychain')
      .option('--json', 'print JSON')
      .action(() => run()),
  run: runStatus,
};

async function runStatus({ keyrack, out }: CommandContext): Promise<void> {
  const { report, warnings } = await keyrack.status();
  out.warn(warnings);
  out.result(report, (it) =>
    facts([
      ['home', it.home],
      ['vault', it.vaultId ?? 'none yet: keyrack init'],
      ['opens by', it.unlock ?? '-'],
      ['locked', it.locked ? 'yes' : 'no'],
      ['organizations', String(it.organizations ?? '-')],
      ['keys', String(it.keys ?? '-')],
      ['recovery key', it.recovery ? 'yes' : 'no'],
      ['last backup', it.lastBackupAt ?? 'never'],
    ]),
  );
}
