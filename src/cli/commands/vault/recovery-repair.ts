import { Command, Option } from 'commander';
import type { RepairRequest } from '../../../strongroom/client/contract.js';
import { type CommandContext, type CommandModule, given } from '../../command.js';

export const repairCommand: CommandModule<RepairRequest> = {
  build: (run) =>
    new Command('repair')
      .description('move damaged files of the vault aside and promote the good copy')
      .addOption(new Option('--keep <which>', 'where the vault is older than what was saved last').choices(['vault', 'newest']))
      .option('--json', 'print JSON')
      .action(({ keep }: { keep?: 'vault' | 'newest' }) => run(given('keep', keep))),
  run: runRepair,
};

async function runRepair({ keyrack, out }: CommandContext, request: RepairRequest): Promise<void> {
  const { movedAside, promoted, kept, view } = await keyrack.repair(request);
  out.result({ movedAside, promoted, kept, revision: view.revision }, (it) => {
    const lines = it.movedAside.map(({ from, to }) => `Moved ${from} to ${to}.`);
    lines.push(...it.promoted.map((file) => `Promoted ${file}.`));
    if (it.kept) {
      const { file, revision, savedAt } = it.kept;
      lines.push(`The vault is now revision ${revision} of ${file}, saved ${savedAt}; changes saved later are not in it.`);
    }
    if (lines.length > 0) return lines.join('\n');
    return view.health.warnings.length === 0 ? 'Nothing to mend.' : 'Nothing was mended.';
  });
}
