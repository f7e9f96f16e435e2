import { Command } from 'commander';
import { scanLimit } from '../../../core/usecases/imports/find-keys.js';
import type { ImportKeys } from '../../../core/usecases/imports/import-keys.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { placedTools } from '../../../shared/tools/places.js';
import type { ImportItem } from '../../../strongroom/client/contract.js';
import { type CommandContext, type CommandModule, collect, given } from '../../command.js';
import { type ImportFrom, runImportFrom } from './import-from.js';
import { progressLine, report } from './import-report.js';

type ImportRequest = Pick<ImportKeys, 'organization' | 'program' | 'items'>;
interface Flags {
  readonly org?: string;
  readonly issuer?: string;
  readonly keyId?: string;
  readonly individual?: true;
  readonly name?: string;
  readonly role?: readonly string[];
  readonly keepBoth?: true;
  readonly from?: readonly string[];
  readonly limit?: string;
  readonly yes?: true;
  readonly preview?: true;
}

export const importCommand: CommandModule<ImportRequest | ImportFrom> = {
  build: (run) =>
    new Command('import')
      .description('store .p8 files; each is checked, saved, read back and signed with before it counts')
      .argument('[files...]', '.p8 or a tool’s JSON; - is stdin')
      .option('--org <name>', 'where they belong; made when it is new')
      .option('--from <places...>', `folders, files or tools to look in, and choose from: ${placedTools.join(', ')}, all`)
      .option('--limit <n>', `with --from: files looked at (default: ${scanLimit})`)
      .option('--preview', 'with --from: show what is there, import nothing')
      .option('--yes', 'with --from: import all that is new without asking')
      .option('--issuer <uuid>', 'the Issuer ID, where the organization has none yet')
      .option('--key-id <id>', 'where the file’s name does not say it')
      .option('--individual', 'an individual key: it has no Issuer ID')
      .option('--name <text>', 'what to call it (default: its Key ID)')
      .option('--role <role>', 'as in APP_MANAGER; again for more', collect)
      .option('--keep-both', 'store it beside a key it clashes with')
      .option('--json', 'print JSON')
      .action((files: readonly string[], flags: Flags) => run(requestOf(files, flags))),
  run: runImport,
};

function requestOf(files: readonly string[], flags: Flags): ImportRequest | ImportFrom {
  if (flags.from !== undefined) return fromRequest(files, flags.from, flags);
  if (files.length === 0) throw new KeyrackError('E_USAGE', 'Name the files to import, or where to look for keys (--from).');
  if (flags.org === undefined)
    throw new KeyrackError('E_USAGE', 'Say which organization they belong to (--org NAME); it is made when it is new.');
  if (flags.yes ?? flags.preview ?? flags.limit) throw new KeyrackError('E_USAGE', '--yes, --preview and --limit go with --from.');
  if (files.length > 1 && flags.keyId !== undefined) throw new KeyrackError('E_USAGE', 'One --key-id cannot belong to several files.');
  if (files.length > 1 && flags.name !== undefined) throw new KeyrackError('E_USAGE', 'One --name cannot belong to several files.');
  if (files.filter((file) => file === '-').length > 1) throw new KeyrackError('E_USAGE', 'There is only one stdin: give “-” once.');
  return { organization: flags.org, program: 'app-store', items: files.map((file) => itemOf(file, flags)) };
}

function fromRequest(files: readonly string[], from: readonly string[], flags: Flags): ImportFrom {
  if (files.length > 0) throw new KeyrackError('E_USAGE', 'Either files, or --from: not both at once.');
  const odd = (['keyId', 'individual', 'name', 'role'] as const).find((name) => flags[name] !== undefined);
  if (odd !== undefined)
    throw new KeyrackError('E_USAGE', `--${odd === 'keyId' ? 'key-id' : odd} is for files named one by one, not for --from.`);
  const limit = Number(flags.limit ?? scanLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw new KeyrackError('E_USAGE', '--limit is a number of files, 1 to 100000.');
  return {
    from,
    limit,
    organization: flags.org ?? null,
    issuerId: flags.issuer ?? null,
    keepBoth: flags.keepBoth === true,
    yes: flags.yes === true,
    preview: flags.preview === true,
  };
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

async function runImport(context: CommandContext, request: ImportRequest | ImportFrom): Promise<void> {
  if ('from' in request) return runImportFrom(context, request);
  const { keyrack, out, stopSignal } = context;
  const imported = await keyrack.importKeys({
    ...request,
    signal: stopSignal(),
    onProgress: (done, total, waitingFor) => {
      if (total > 1 || waitingFor !== null) out.progress(progressLine('Importing', done, total, waitingFor));
    },
  });
  report(context, imported);
}
