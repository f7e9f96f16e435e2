import { Command } from 'commander';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { CommandContext, CommandModule } from '../../command.js';

export const recoveryVerifyCommand: CommandModule<void> = {
  build: (run) =>
    new Command('verify')
      .description('does this recovery key open this vault? From KEYRACK_IDENTITY, the terminal or stdin')
      .option('--json', 'print JSON')
      .action(() => run()),
  run: runRecoveryVerify,
};

async function runRecoveryVerify({ keyrack, out }: CommandContext): Promise<void> {
  const { warnings, ...check } = await keyrack.verifyRecovery({});
  out.warn(warnings);
  const { is, opens, fails, unread } = check;
  const whose = is === 'recovery' ? 'This is the recovery key of this vault' : 'This is a device’s identity, not the recovery key';
  out.result(check, () => `${whose}; it opens ${opens.join(', ')}.`);
  if (is === 'device') throw new KeyrackError('E_IDENTITY_WRONG', 'What was given is a device’s identity, not this vault’s recovery key.');
  if (unread.length > 0) throw new KeyrackError('E_VAULT_READ', `The recovery key is right, but ${unread.join(', ')} could not be read.`);
  if (fails.length > 0)
    throw new KeyrackError('E_VAULT_DAMAGED', `The recovery key is right, but ${fails.join(', ')} cannot be opened with it.`);
}
