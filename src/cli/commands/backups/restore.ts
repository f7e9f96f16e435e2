import { Command, Option } from 'commander';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';
import { inWords, sayRefused, show } from './restore-report.js';
import { type Anew, refuseUnasked, runRestoreToNewVault } from './restore-to-new-vault.js';

interface RestoreFlags {
  readonly file: string;
  readonly yes: boolean;
  readonly keepBoth: boolean;
  /** into a new vault, where no copy of the old one opens. */
  readonly anew: Anew | null;
}

export const restoreCommand: CommandModule<RestoreFlags> = {
  build: (run) =>
    new Command('restore')
      .description('what a backup holds and the vault does not; shows it first and overwrites nothing')
      .argument('<file>', 'made by “keyrack backup”')
      .option('--yes', 'without asking')
      .option('--keep-both', 'store a key beside the one it clashes with')
      .option('--set-aside', 'where no copy of the vault opens: move its files into a folder beside it, and make a new vault')
      .addOption(new Option('--unlock <way>', 'with --set-aside: what opens the new vault').choices(['keychain', 'passphrase']))
      .option('--no-recovery', 'with --set-aside: make no recovery key')
      .option('--allow-weak', 'with --set-aside: take a passphrase that is too weak by the rule')
      .option('--json', 'print JSON')
      .action((file: string, flags: ParsedFlags) => run({ file, ...requestOf(flags) })),
  run: runRestore,
};

interface ParsedFlags {
  readonly yes?: true;
  readonly keepBoth?: true;
  readonly setAside?: true;
  readonly unlock?: UnlockWay;
  readonly recovery: boolean;
  readonly allowWeak?: boolean;
}

function requestOf({ yes, keepBoth, setAside, unlock, recovery, allowWeak = false }: ParsedFlags): Omit<RestoreFlags, 'file'> {
  if (!setAside && (unlock !== undefined || !recovery || allowWeak))
    throw new KeyrackError('E_USAGE', '--unlock, --no-recovery and --allow-weak are about a new vault: they go with --set-aside.');
  return { yes: yes === true, keepBoth: keepBoth === true, anew: setAside ? { unlock: unlock ?? null, recovery, allowWeak } : null };
}

async function runRestore(context: CommandContext, request: RestoreFlags): Promise<void> {
  const { keyrack, out, terminal, stopSignal } = context;
  const { file, yes, keepBoth, anew } = request;
  if (anew) return runRestoreToNewVault(context, { file, yes, anew });
  const preview = await keyrack.openBackup({ path: file });
  await refuseUnasked(context, yes);
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
    tell: tellingTokens(context),
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
  sayRefused(context, rows);
  if (rows.length === 0) out.note('The backup holds no key.');
  if (stoppedBy) throw stoppedBy;
}
