import { KeyrackError } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { HomeVerdict } from '../../../strongroom/client/contract.js';
import type { CommandContext } from '../../command.js';
import { orNoRecovery, refuseUnseen } from '../../stdout.js';
import { handOver } from '../vault/init.js';
import { inWords, sayRefused, show } from './restore-report.js';

/** As for `init`. */
export interface Anew {
  readonly unlock: UnlockWay | null;
  readonly recovery: boolean;
  readonly allowWeak: boolean;
}

/** `restore FILE --set-aside`. What the vault is comes first: where a copy opens, or may, there is nothing to ask a passphrase for. */
export async function runRestoreToNewVault(
  context: CommandContext,
  { file, yes, anew }: { readonly file: string; readonly yes: boolean; readonly anew: Anew },
): Promise<void> {
  const { keyrack, out, terminal } = context;
  if (anew.recovery) refuseUnseen(context, orNoRecovery);
  const verdict = await keyrack.assessHome();
  if (verdict.is === 'opens') throw new KeyrackError('E_VAULT_OPENS');
  const evenSealed = verdict.is === 'sealed' && (await isGivenUp(context, verdict));
  if (verdict.is === 'sealed' && !evenSealed) throw new KeyrackError('E_VAULT_SEALED');
  const preview = await keyrack.openBackup({ path: file, into: 'new' });
  await refuseUnasked(context, yes);
  out.warn(preview.warnings);
  if (!yes) {
    show(out, preview);
    const aside = verdict.is === 'none' ? '' : 'move what is here into a folder beside it, and ';
    const question = `Make a new vault with what this backup holds: ${aside}go on? [y/N] `;
    if (!/^y(es)?$/i.test((await terminal?.ask(question))?.trim() ?? '')) {
      await keyrack.closeBackup();
      throw new KeyrackError('E_CANCELLED', 'Nothing was restored, and nothing moved.');
    }
  }
  const { rows, ...made } = await keyrack.restoreToNewVault({ preview, ...anew, evenSealed, mark: verdict.mark });
  if (made.setAside !== null) out.say(`What was here is in ${made.setAside}, in Keyrack’s folder; nothing of it was deleted.`);
  for (const row of rows) if (row.ok) out.say(inWords(row));
  sayRefused(context, rows);
  const handed = { ...made, keys: rows };
  await handOver(context, handed);
}

/** Once the file was looked at: what is wrong with that, `--yes` would not mend. Lets the backup go. */
export async function refuseUnasked({ keyrack, terminal }: CommandContext, yes: boolean): Promise<void> {
  if (yes || terminal !== null) return;
  await keyrack.closeBackup();
  throw new KeyrackError('E_USAGE', 'There is no terminal to ask on: add --yes to restore without a question.');
}

/** A vault that is not known to be damaged is set aside by a person who was told so, never by a script. */
async function isGivenUp({ terminal, out }: CommandContext, { sealed }: HomeVerdict): Promise<boolean> {
  if (terminal === null) return false;
  out.say(
    `Nothing given opens the vault, but ${sealed.join(', ')} may be whole: the recovery key, the keychain or another passphrase may open it. ` +
      'Set aside, it stays as it is, in a folder of its own; what was stored since the backup is there and nowhere else.',
  );
  return (await terminal.ask('Give it up for the backup? Type “set aside”: ')).trim().toLowerCase() === 'set aside';
}
