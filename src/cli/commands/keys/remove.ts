import { Command } from 'commander';
import { showName } from '../../../shared/text.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';

interface RemoveRequest {
  readonly key: string;
}

export const removeCommand: CommandModule<RemoveRequest> = {
  build: (run) =>
    new Command('remove')
      .description('move a key to the Trash; “keyrack undo” brings it back')
      .argument('<key>', 'a whole name, a Key ID or an id')
      .option('--json', 'print JSON')
      .action((key: string) => run({ key })),
  run: runRemove,
};

async function runRemove(context: CommandContext, request: RemoveRequest): Promise<void> {
  context.out.result(
    await context.keyrack.trashKey({ ...request, tell: tellingTokens(context) }),
    (key) => `Moved ${showName(`${key.organization} / ${key.name} (${key.keyId})`)} to the Trash; “keyrack undo” brings it back.`,
  );
}
