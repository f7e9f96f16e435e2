import { Command } from 'commander';
import { showName } from '../../../shared/text.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';

export const undoCommand: CommandModule<void> = {
  build: (run) =>
    new Command('undo')
      .description('restore what was moved to the Trash last')
      .option('--json', 'print JSON')
      .action(() => run()),
  run: runUndo,
};

async function runUndo(context: CommandContext): Promise<void> {
  const restored = await context.keyrack.undoTrash({ tell: tellingTokens(context) });
  context.out.result(restored, (key) => `Restored ${showName(`${key.organization} / ${key.name} (${key.keyId})`)}.`);
}
