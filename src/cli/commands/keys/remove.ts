import { Command } from 'commander';
import { showName } from '../../../shared/text.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';
import type { Run, Shell } from '../../shell.js';

interface RemoveRequest {
  readonly key: string;
}

export const removeCommand = (run: Run<RemoveRequest>): Command =>
  new Command('remove')
    .description('move a key to the Trash; “keyrack undo” brings it back')
    .argument('<key>', 'a whole name, a Key ID or an id')
    .option('--json', 'print JSON')
    .action((key: string) => run({ key }));

export async function runRemove(shell: Shell, request: RemoveRequest): Promise<void> {
  shell.out.result(
    await shell.keyrack.trashKey({ ...request, tell: tellingTokens(shell) }),
    (key) => `Moved ${showName(`${key.organization} / ${key.name} (${key.keyId})`)} to the Trash; “keyrack undo” brings it back.`,
  );
}
