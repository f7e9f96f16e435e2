import { Command, Option } from 'commander';
import type { InitVault } from '../../../core/usecases/vault/init.js';
import { catalogue, KeyrackError, warn } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { askBack } from '../../prompts/ask-back.js';
import type { Terminal } from '../../prompts/terminal.js';
import { orNoRecovery, refuseUnseen } from '../../stdout.js';

export const initCommand: CommandModule<InitVault> = {
  build: (run) =>
    new Command('init')
      .description('make the vault; prints the recovery key, once')
      .addOption(new Option('--unlock <way>', 'what opens it (default: the keychain)').choices(['keychain', 'passphrase']))
      .option('--no-recovery', 'make no recovery key')
      .option('--allow-weak', 'take a passphrase that is too weak by the rule')
      .option('--json', 'print JSON')
      .action(({ unlock, recovery, allowWeak = false }: { unlock?: UnlockWay; recovery: boolean; allowWeak?: boolean }) =>
        run({ unlock: unlock ?? null, recovery, allowWeak }),
      ),
  run: runInit,
};

async function runInit(context: CommandContext, request: InitVault): Promise<void> {
  if (request.recovery) refuseUnseen(context, orNoRecovery);
  const made = await context.keyrack.init(request);
  // Not what is usual here, and not asked for (S-02a).
  if (request.unlock === null && made.unlock === 'passphrase')
    context.out.note(`A passphrase opens this vault. ${catalogue.E_KEYCHAIN_NOT_OURS.cause}`);
  await handOver(context, made);
}

/** What a new vault is answered with: its recovery key, once, and on a terminal three of its characters back. */
export async function handOver({ out, terminal }: CommandContext, made: { readonly recoveryKey: string | null }): Promise<void> {
  const { recoveryKey } = made;
  out.note('The vault is made. Its recovery key opens it when nothing else does; keep it away from this machine. It is not shown again:');
  if (recoveryKey === null) out.result(made, () => '');
  else if (!(await out.delivered(made, () => recoveryKey))) {
    throw new KeyrackError('E_DISK', 'The vault is made, but its recovery key could not be printed.', {
      next: 'Run “keyrack recovery new” for another one.',
    });
  }
  if (recoveryKey === null) out.warn([warn('W_NO_RECOVERY')]);
  else if (terminal) await check(terminal, recoveryKey, out.note);
}

/** The vault is made either way, so neither a wrong answer nor Ctrl-C may sound as if it were not. */
async function check(terminal: Terminal, key: string, say: (text: string) => void): Promise<void> {
  const outcome = await askBack(terminal, key, say);
  const anyhow = 'The vault is made all the same: check your copy against the key above before you close this window.';
  if (outcome === 'wrong') say(`That is not what the key says. ${anyhow}`);
  if (outcome === 'cancelled') say(`Not checked. ${anyhow}`);
}
