import { Argument, Command } from 'commander';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { askBack } from '../../prompts/ask-back.js';
import { deletedLines, foundLines, kept, keptLines, stillOpens } from '../../prompts/deleted-lines.js';
import { mayDelete } from '../../prompts/may-delete.js';

interface UnlockMethodRequest {
  readonly unlock: UnlockWay;
  readonly rotate: boolean;
  readonly yes: boolean;
  readonly allowWeak: boolean;
}

export const unlockMethodCommand: CommandModule<UnlockMethodRequest> = {
  build: (run) =>
    new Command('unlock-method')
      .description('change how the vault opens, or its passphrase')
      .addArgument(new Argument('<way>', 'what opens it from now on').choices(['keychain', 'passphrase']))
      .option('--rotate', 'make a new device identity; every other device opens nothing any more')
      .option('--yes', 'with --rotate: files of the vault that open to nothing may be deleted')
      .option('--allow-weak', 'take a passphrase that is too weak by the rule')
      .option('--json', 'print JSON')
      .action((unlock: UnlockWay, { rotate = false, yes = false, allowWeak = false }: Partial<Omit<UnlockMethodRequest, 'unlock'>>) =>
        run({ unlock, rotate, yes, allowWeak }),
      ),
  run: runUnlockMethod,
};

async function runUnlockMethod(context: CommandContext, { yes, ...request }: UnlockMethodRequest): Promise<void> {
  const { keyrack, out } = context;
  const named = request.rotate ? await mayDelete(context, yes) : [];
  const recovery = request.rotate && (await takesNewRecoveryKey(context));
  const { view, newDevice, deleted, setAside, found } = await keyrack.changeUnlock({ ...request, recovery, mayDelete: named });
  const result = { vaultId: view.vaultId, unlock: view.unlock, newDevice, newRecoveryKey: recovery, deleted, ...kept(setAside, found) };
  out.result(result, () => [wordsFor(request.unlock, newDevice), ...deletedLines(deleted)].join('\n'));
  for (const line of [...foundLines(found, stillOpens), ...keptLines(setAside)]) out.say(line);
  if (request.rotate && !recovery && view.recovery)
    out.note('The recovery key is the same as before; if others may have seen it, “keyrack recovery new” makes another.');
}

const wordsFor = (unlock: UnlockWay, newDevice: boolean): string => {
  const way = unlock === 'keychain' ? 'The keychain opens the vault.' : 'The passphrase opens the vault.';
  return newDevice ? `${way} This device has a new identity.` : way;
};

/** S-05: `--rotate` offers one. Shown and asked back before anything is changed; not taken, the old one stays. */
async function takesNewRecoveryKey({ keyrack, out, terminal }: CommandContext): Promise<boolean> {
  if (!terminal) return false;
  const answer = await terminal.ask('Make a new recovery key too? The old one opens nothing any more then. Type “yes” to make one: ');
  if (answer.trim().toLowerCase() !== 'yes') return false;
  const recoveryKey = await keyrack.offerRecovery({ for: 'unlock-change' });
  const intro = `Keep it away from this machine; it is not shown again:\n\n${recoveryKey}\n\n`;
  if ((await askBack(terminal, recoveryKey, out.note, intro)) === 'right') return true;
  throw new KeyrackError('E_CANCELLED', 'Nothing was changed: the key above opens nothing, and the one you had still does.');
}
