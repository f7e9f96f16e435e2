import type { RestoredKey } from '../../../shared/restored-key.js';
import { showName } from '../../../shared/text.js';
import type { BackupPreview, PreviewedKey } from '../../../strongroom/client/contract.js';
import type { CommandContext } from '../../command.js';
import { exit, exitCodeOf } from '../../exit-codes.js';
import { listing } from '../../table.js';

/** The rows that were not restored, on stderr, and what that makes of the exit. */
export function sayRefused({ out, exitWith }: Pick<CommandContext, 'out' | 'exitWith'>, rows: readonly RestoredKey[]): void {
  for (const { organization, name, error } of rows) {
    if (error) out.say(`keyrack: ${showName(`${organization} / ${name}: ${error.message}`)}\n  ${error.hint} (${error.code})`);
  }
  const refusals = rows.flatMap(({ error }) => (error ? [exitCodeOf(error.code)] : []));
  if (refusals.length > 0) exitWith(refusals.includes(exit.storage) ? exit.storage : exit.inputRefused);
}

const foundInWords: Readonly<Record<PreviewedKey['found'], string>> = {
  new: 'new',
  identical: 'here already',
  conflict: 'conflict: another key is here',
  invalid: 'cannot be restored',
};

/** The question's own text, so on stderr. */
export function show(out: CommandContext['out'], { createdAt, rows }: BackupPreview): void {
  out.note(`A backup of ${createdAt}:`);
  out.note(
    listing(
      ['ORGANIZATION', 'NAME', 'KEY ID', 'IN THIS VAULT'],
      rows.map((row) => [row.organization, row.name, row.keyId, foundInWords[row.found] + (row.trashed ? ' (in the Trash)' : '')]),
    ),
  );
}

export function inWords({ organization, name, restored, trashed }: RestoredKey): string {
  const done = restored ? (trashed ? 'Restored to the Trash, verified' : 'Restored and verified') : 'Here already';
  return `${done}: ${showName(`${organization} / ${name}`)}${!restored && trashed ? ' (in the Trash)' : ''}`;
}
