import { Command } from 'commander';
import type { ImportKeys } from '../../core/usecases/import-keys.js';
import { KeyrackError } from '../../shared/errors/index.js';
import { showName } from '../../shared/text.js';
import type { ImportedRow, ImportItem } from '../../strongroom/client/contract.js';
import { exit, exitCodeOf } from '../exit-codes.js';
import { collect, given, type Run, type Shell } from '../shell.js';

type ImportRequest = Pick<ImportKeys, 'organization' | 'program' | 'items'>;
interface Flags {
  readonly org: string;
  readonly issuer?: string;
  readonly keyId?: string;
  readonly individual?: true;
  readonly name?: string;
  readonly role?: readonly string[];
  readonly keepBoth?: true;
}

export const importCommand = (run: Run<ImportRequest>): Command =>
  new Command('import')
    .description('store .p8 files; each is checked, saved, read back and signed with before it counts')
    .argument('<files...>', '.p8 or fastlane API-key JSON; - is stdin')
    .requiredOption('--org <name>', 'where they belong; made when it is new')
    .option('--issuer <uuid>', 'the Issuer ID, where the organization has none yet')
    .option('--key-id <id>', 'where the file’s name does not say it')
    .option('--individual', 'an individual key: it has no Issuer ID')
    .option('--name <text>', 'what to call it (default: its Key ID)')
    .option('--role <role>', 'as in APP_MANAGER; again for more', collect)
    .option('--keep-both', 'store it beside a key it clashes with')
    .option('--json', 'print JSON')
    .action((files: readonly string[], flags: Flags) => run(requestOf(files, flags)));

function requestOf(files: readonly string[], flags: Flags): ImportRequest {
  if (files.length > 1 && flags.keyId !== undefined) throw new KeyrackError('E_USAGE', 'One --key-id cannot belong to several files.');
  if (files.length > 1 && flags.name !== undefined) throw new KeyrackError('E_USAGE', 'One --name cannot belong to several files.');
  if (files.filter((file) => file === '-').length > 1) throw new KeyrackError('E_USAGE', 'There is only one stdin: give “-” once.');
  return { organization: flags.org, program: 'app-store', items: files.map((file) => itemOf(file, flags)) };
}

const itemOf = (file: string, { keyId, individual, name, role, issuer, keepBoth }: Flags): ImportItem => ({
  source: file === '-' ? { from: 'stdin' } : { from: 'file', path: file },
  ...given('keyId', keyId),
  ...given('kind', individual && ('individual' as const)),
  ...given('name', name),
  ...given('roles', role),
  ...given('issuerId', issuer),
  ...given('keepBoth', keepBoth),
});

export async function runImport({ keyrack, out, stopSignal, exitWith }: Shell, request: ImportRequest): Promise<void> {
  const { rows, stoppedBy } = await keyrack.importKeys({
    ...request,
    signal: stopSignal(),
    onProgress: (done, total) => {
      if (total > 1) out.progress(`${done} of ${total}`);
    },
  });
  out.result(rows, (all) =>
    all
      .filter(({ ok }) => ok)
      .map(inWords)
      .join('\n'),
  );
  for (const row of rows) explain(out, row);
  if (stoppedBy) throw stoppedBy;
  const refusals = rows.flatMap(({ error }) => (error ? [exitCodeOf(error.code)] : []));
  // A full disk is not the file's fault, whichever row it is told in.
  if (refusals.length > 0) exitWith(refusals.includes(exit.storage) ? exit.storage : exit.inputRefused);
}

function inWords({ organization, keyId, warnings }: ImportedRow): string {
  const has = (code: string) => warnings.some((warning) => warning.code === code);
  const done = has('W_DUPLICATE') ? 'Already stored' : has('W_RESTORED') ? 'Restored from the Trash' : 'Stored and verified';
  return `${done}: ${showName(`${organization} / ${keyId}`)}`;
}

/** Warnings are in the rows too, so --json has them there and stderr stays empty. */
function explain(out: Shell['out'], { file, warnings, error }: ImportedRow): void {
  for (const { code, message } of warnings) out.say(`keyrack: ${showName(`${file}: ${message}`)} (${code})`);
  if (error) out.say(`keyrack: ${showName(`${file}: ${error.message}`)}\n  ${error.hint} (${error.code})`);
}
