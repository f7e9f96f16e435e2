import type { ConfirmTokens, TellTokens } from '../../core/confirm-token-changes.js';
import { warn } from '../../shared/errors/index.js';
import { showName } from '../../shared/text.js';
import type { CommandContext } from '../command.js';

/** What is said where nothing is asked. */
export const tellingTokens =
  ({ out }: Pick<CommandContext, 'out'>): TellTokens =>
  (said) =>
    out.warn(said.map((line) => warn('W_TOKENS_CHANGE', line)));

/** What an edit means for whose tokens are made is asked on a terminal, and said where there is none, or with --yes. */
export function askingTokens(context: Pick<CommandContext, 'terminal' | 'out'>, yes: boolean) {
  const { terminal } = context;
  let unasked: readonly string[] = [];
  const confirm: ConfirmTokens = async (said) => {
    if (yes || terminal === null) {
      unasked = said;
      return true;
    }
    return /^y(es)?$/i.test((await terminal.ask(`${said.map(showName).join('\n')}\nChange it? [y/N] `)).trim());
  };
  return { confirm, sayUnasked: () => tellingTokens(context)(unasked) };
}
