import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import type { InitVault } from '../../core/usecases/init.js';
import { asKeyrackError, warn } from '../../shared/errors/index.js';
import type { UnlockWay } from '../../shared/model.js';
import type { Run, Shell } from '../shell.js';
import type { Terminal } from '../terminal.js';

export const initCommand = (run: Run<InitVault>): Command =>
  new Command('init')
    .description('make the vault; prints the recovery key, once')
    .addOption(new Option('--unlock <way>', 'what opens it (default: the keychain)').choices(['keychain', 'passphrase']))
    .option('--no-recovery', 'make no recovery key')
    .option('--json', 'print JSON')
    .action(({ unlock, recovery }: { unlock?: UnlockWay; recovery: boolean }) => run({ unlock: unlock ?? null, recovery }));

export async function runInit({ keyrack, out, terminal }: Shell, request: InitVault): Promise<void> {
  const made = await keyrack.init(request);
  out.note('The vault is made. Its recovery key opens it when nothing else does; keep it away from this machine. It is not shown again:');
  out.result(made, ({ recoveryKey }) => recoveryKey ?? '');
  if (made.recoveryKey === null) out.warn([warn('W_NO_RECOVERY')]);
  else if (terminal) await askBack(terminal, made.recoveryKey, out.note);
}

const tries = 3;
/** `AGE-SECRET-KEY-1` is the same in every key: asking for it proves nothing. */
const sameInAll = 16;

/** S-04: three characters back. The vault is made either way, so neither a wrong answer nor Ctrl-C may sound as if it were not. */
async function askBack(terminal: Terminal, key: string, say: (text: string) => void): Promise<void> {
  const positions = threeOf(key.length);
  const wanted = positions.map((position) => key[position - 1]).join('');
  const [first, second, third] = positions;
  try {
    for (let left = tries - 1; left >= 0; left -= 1) {
      const answer = await terminal.ask(`To check your copy, type its characters ${first}, ${second} and ${third}: `);
      if (answer.replaceAll(/[\s,]/g, '').toUpperCase() === wanted) return say('That is right.');
      if (left > 0) say('That is not what the key above says. Count from its very first A, dashes included.');
    }
    say(
      'That is not what the key says. The vault is made all the same: check your copy against the key above before you close this window.',
    );
  } catch (error) {
    if (asKeyrackError(error).code !== 'E_CANCELLED') throw error;
    say('Not checked. The vault is made all the same: check your copy against the key above before you close this window.');
  }
}

/** Different positions, from 1, in rising order. */
function threeOf(length: number): readonly number[] {
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(randomInt(sameInAll + 1, length + 1));
  return [...chosen].sort((a, b) => a - b);
}
