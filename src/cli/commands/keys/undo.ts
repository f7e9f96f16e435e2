import { Command } from 'commander';
import { showName } from '../../../shared/text.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';
import type { Shell } from '../../shell.js';

export const undoCommand = (run: () => Promise<void>): Command =>
  new Command('undo')
    .description('restore what was moved to the Trash last')
    .option('--json', 'print JSON')
    .action(() => run());

export async function runUndo(shell: Shell): Promise<void> {
  const restored = await shell.keyrack.undoTrash({ tell: tellingTokens(shell) });
  shell.out.result(restored, (key) => `Restored ${showName(`${key.organization} / ${key.name} (${key.keyId})`)}.`);
}
