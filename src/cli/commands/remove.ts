import { Command } from 'commander';
import { warn } from '../../shared/errors/index.js';
import { showName } from '../../shared/text.js';
import type { Run, Shell } from '../shell.js';

interface RemoveRequest {
  readonly key: string;
}

export const removeCommand = (run: Run<RemoveRequest>): Command =>
  new Command('remove')
    .description('move a key to the Trash; “keyrack undo” brings it back')
    .argument('<key>', 'a whole name, a Key ID or an id')
    .option('--json', 'print JSON')
    .action((key: string) => run({ key }));

export async function runRemove({ keyrack, out }: Shell, request: RemoveRequest): Promise<void> {
  const tell = (said: readonly string[]) => out.warn(said.map((line) => warn('W_TOKENS_CHANGE', line)));
  out.result(
    await keyrack.trashKey({ ...request, tell }),
    (key) => `Moved ${showName(`${key.organization} / ${key.name} (${key.keyId})`)} to the Trash; “keyrack undo” brings it back.`,
  );
}
