import { KeyrackError } from '../shared/errors/index.js';
import type { Deps } from './deps.js';
import type { Stored } from './selectors/selectors.js';
import { withoutTests } from './state/state.js';
import { tokenChanges } from './token-changes.js';

/** Shown what a change means for whose tokens are made; false leaves everything as it is. Left out: nobody is asked. */
export type ConfirmTokens = (said: readonly string[]) => Promise<boolean>;

/** Told what an organization’s name means from now on, where nobody is asked for that alone. */
export type TellTokens = (said: readonly string[]) => void;

/** A key went or came back, and an organization’s name may mean another one now: it is said and written down. */
export function tellTokens({ activity }: Pick<Deps, 'activity'>, before: Stored, after: Stored, tell: TellTokens = () => undefined): void {
  const { said, meant } = tokenChanges(before, after);
  if (meant.length > 0) activity.note('default', meant, 'ok');
  if (said.length > 0) tell(said);
}

/** Asks before whose tokens are made changes, and afterwards forgets what was known of the keys, and writes it down. */
export async function changingTokens<T>(
  deps: Pick<Deps, 'state' | 'activity'>,
  before: Stored,
  after: Stored,
  confirm: ConfirmTokens | undefined,
  change: () => Promise<T>,
): Promise<T> {
  const { said, signAnew, meant } = tokenChanges(before, after);
  if (said.length > 0 && confirm && !(await confirm(said))) throw new KeyrackError('E_CANCELLED', 'Nothing was changed.');
  const done = await change();
  if (signAnew.length > 0) {
    deps.state.update((state) => withoutTests(state, signAnew));
    deps.activity.note('issuer', signAnew, 'ok');
  }
  if (meant.length > 0) deps.activity.note('default', meant, 'ok');
  return done;
}
