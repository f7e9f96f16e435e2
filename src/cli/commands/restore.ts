import { Command } from 'commander';
import type { RestoreRow } from '../../core/usecases/restore-backup.js';
import { KeyrackError } from '../../shared/errors/index.js';
import { showName } from '../../shared/text.js';
import type { BackupPreview, PreviewedKey } from '../../strongroom/client/contract.js';
import { exit, exitCodeOf } from '../exit-codes.js';
import type { Run, Shell } from '../shell.js';
import { listing } from '../table.js';

interface RestoreFlags {
  readonly file: string;
  readonly yes: boolean;
  readonly keepBoth: boolean;
}

export const restoreCommand = (run: Run<RestoreFlags>): Command =>
  new Command('restore')
    .description('what a backup holds and the vault does not; shows it first and overwrites nothing')
    .argument('<file>', 'made by “keyrack backup”')
    .option('--yes', 'without asking')
    .option('--keep-both', 'store a key beside the one it clashes with')
    .option('--json', 'print JSON')
    .action((file: string, flags: { yes?: true; keepBoth?: true }) =>
      run({ file, yes: flags.yes === true, keepBoth: flags.keepBoth === true }),
    );

export async function runRestore({ keyrack, out, terminal, stopSignal, exitWith }: Shell, request: RestoreFlags): Promise<void> {
  const { file, yes, keepBoth } = request;
  if (!yes && terminal === null)
    throw new KeyrackError('E_USAGE', 'There is no terminal to ask on: add --yes to restore without a question.');
  const preview = await keyrack.openBackup({ path: file });
  out.warn(preview.warnings);
  const beside = keepBoth ? preview.rows.filter(({ found }) => found === 'conflict').map(({ entry }) => entry) : [];
  const wanted = preview.rows.filter(({ found }) => found === 'new').length + beside.length;
  if (!yes) {
    show(out, preview);
    const nothing = wanted === 0 && preview.emptyOrganizations === 0;
    const question = wanted === 0 ? 'Restore its organizations? [y/N] ' : `Restore ${wanted} ${wanted === 1 ? 'key' : 'keys'}? [y/N] `;
    if (!nothing && !/^y(es)?$/i.test((await terminal?.ask(question))?.trim() ?? '')) {
      await keyrack.closeBackup();
      throw new KeyrackError('E_CANCELLED', 'Nothing was restored.');
    }
  }
  const { createdAt, rows, stoppedBy } = await keyrack.restoreBackup({
    preview,
    keepBoth: beside,
    signal: stopSignal(),
    onProgress: (done, total) => {
      if (total > 1) out.progress(`${done} of ${total}`);
    },
  });
  out.result({ createdAt, keys: rows }, (it) =>
    it.keys
      .filter(({ ok }) => ok)
      .map(inWords)
      .join('\n'),
  );
  for (const { organization, name, error } of rows) {
    if (error) out.say(`keyrack: ${showName(`${organization} / ${name}: ${error.message}`)}\n  ${error.hint} (${error.code})`);
  }
  if (rows.length === 0) out.note('The backup holds no key.');
  if (stoppedBy) throw stoppedBy;
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
function show(out: Shell['out'], { createdAt, rows }: BackupPreview): void {
  out.note(`A backup of ${createdAt}:`);
  out.note(
    listing(
      ['ORGANIZATION', 'NAME', 'KEY ID', 'IN THIS VAULT'],
      rows.map((row) => [row.organization, row.name, row.keyId, foundInWords[row.found] + (row.trashed ? ' (in the Trash)' : '')]),
    ),
  );
}

function inWords({ organization, name, restored, trashed }: RestoreRow): string {
  const done = restored ? (trashed ? 'Restored to the Trash, verified' : 'Restored and verified') : 'Here already';
  return `${done}: ${showName(`${organization} / ${name}`)}${!restored && trashed ? ' (in the Trash)' : ''}`;
}
