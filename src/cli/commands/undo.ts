import { Command } from 'commander';
import { showName } from '../../shared/text.js';
import type { Shell } from '../shell.js';

export const undoCommand = (run: () => Promise<void>): Command =>
  new Command('undo')
    .description('restore what was moved to the Trash last')
    .option('--json', 'print JSON')
    .action(() => run());

export async function runUndo({ keyrack, out }: Shell): Promise<void> {
  out.result(await keyrack.undoTrash(), (key) => `Restored ${showName(`${key.organization} / ${key.name} (${key.keyId})`)}.`);
}
