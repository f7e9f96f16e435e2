import { Command, Option } from 'commander';
import type { RepairRequest } from '../../strongroom/client/contract.js';
import { given, type Run, type Shell } from '../shell.js';

export const repairCommand = (run: Run<RepairRequest>): Command =>
  new Command('repair')
    .description('move damaged files of the vault aside and promote the good copy')
    .addOption(new Option('--keep <which>', 'where the vault is older than what was saved last').choices(['vault', 'newest']))
    .option('--json', 'print JSON')
    .action(({ keep }: { keep?: 'vault' | 'newest' }) => run(given('keep', keep)));

export async function runRepair({ keyrack, out }: Shell, request: RepairRequest): Promise<void> {
  const { movedAside, promoted, view } = await keyrack.repair(request);
  out.result({ movedAside, promoted, revision: view.revision }, (it) => {
    const lines = [...it.movedAside.map(({ from, to }) => `Moved ${from} to ${to}.`), ...it.promoted.map((file) => `Promoted ${file}.`)];
    return lines.length === 0 ? 'Nothing to mend.' : lines.join('\n');
  });
}
