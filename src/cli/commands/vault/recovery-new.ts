import { Command } from 'commander';
import { catalogue, KeyrackError } from '../../../shared/errors/index.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { askBack } from '../../prompts/ask-back.js';
import { deletedLines, foundLines, kept, keptLines, stillOpens } from '../../prompts/deleted-lines.js';
import { mayDelete } from '../../prompts/may-delete.js';
import { refuseUnseen } from '../../stdout.js';

export const recoveryNewCommand: CommandModule<{ readonly yes: boolean }> = {
  build: (run) =>
    new Command('new')
      .description('make a new recovery key; the old one, and every other device, opens nothing any more')
      .option('--yes', 'files of the vault that open to nothing may be deleted with it')
      .option('--json', 'print JSON')
      .action(({ yes = false }: { yes?: boolean }) => run({ yes })),
  run: runRecoveryNew,
};

const unprinted =
  'The new recovery key could not be printed; run “keyrack recovery new” again. The old one opens nothing any more; the vault still opens by its own way.';

/** S-05: on a terminal shown and asked back before anything is changed; without one printed when all is done. */
async function runRecoveryNew(context: CommandContext, { yes }: { readonly yes: boolean }): Promise<void> {
  const { keyrack, out, terminal } = context;
  refuseUnseen(context, catalogue.E_STDOUT.next);
  const named = await mayDelete(context, yes);
  const recoveryKey = await keyrack.offerRecovery({ for: 'itself' });
  if (!terminal) {
    const { deleted, setAside, found } = await keyrack.adoptRecovery({ mayDelete: named });
    const delivered = await out.delivered({ recoveryKey, deleted, ...kept(setAside, found) }, () => recoveryKey);
    for (const line of [...deletedLines(deleted), ...foundLines(found, stillOpens), ...keptLines(setAside)]) out.say(line);
    if (!delivered) throw new KeyrackError('E_DISK', unprinted);
    return;
  }
  out.note('This will be the recovery key once you have shown that you have it; keep it away from this machine. It is not shown again:');
  out.secret({ recoveryKey }, () => recoveryKey);
  if ((await askBack(terminal, recoveryKey, out.note)) !== 'right')
    throw new KeyrackError('E_CANCELLED', 'Nothing was changed: the key above opens nothing, and the one you had still does.');
  const { deleted, setAside, found } = await keyrack.adoptRecovery({ mayDelete: named });
  for (const line of [...deletedLines(deleted), ...foundLines(found, stillOpens), ...keptLines(setAside)]) out.say(line);
  out.note('It is the recovery key now. The one before it opens nothing here any more.');
}
