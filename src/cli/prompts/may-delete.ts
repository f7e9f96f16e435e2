import { KeyrackError } from '../../shared/errors/index.js';
import { showName } from '../../shared/text.js';
import type { CommandContext } from '../command.js';

/** What is deleted with it, in the words of a question. */
export const goesToo = (unopened: readonly string[]): string =>
  unopened.length === 0 ? '' : `These files of the vault open to nothing, and are deleted with it: ${unopened.map(showName).join(', ')}. `;

/**
 * M-1: the names of files that open to nothing, once the user has said that they may go. Without a terminal only `--yes` says so, and
 * the strongroom refuses by their names.
 */
export async function mayDelete(
  { keyrack, terminal }: Pick<CommandContext, 'keyrack' | 'terminal'>,
  yes: boolean,
): Promise<readonly string[]> {
  const names = await keyrack.unopened();
  if (yes || names.length === 0) return names;
  if (terminal === null) return [];
  const answer = await terminal.ask(`${goesToo(names)}Type “yes” to go on: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new KeyrackError('E_CANCELLED', 'Nothing was changed.');
  return names;
}
