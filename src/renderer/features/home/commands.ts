import type { Command } from '../../../shared/ipc/commands.js';
import type { InstalledCommandLine } from '../../../shared/ipc/contract.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { testEveryKey, useTests } from '../../state/connection-tests.js';
import { useImporting } from '../../state/importing.js';
import { changeDensity } from '../../state/settings.js';
import { aboutKey, leaving, say, sayError } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/command-line.js';
import * as common from '../../words/common.js';

const view = () => useView.getState();
/** The organization that is looked at. */
const here = () => (view().place === 'keys' ? view().organizationId : null);

const deeds: Readonly<Record<Command, () => void>> = {
  import: () => void useImporting.getState().choose(here()),
  'import-folder': () => void useImporting.getState().lookInFolder(here()),
  'import-elsewhere': () => useImporting.getState().askForTools(),
  identify: () => view().ask({ ask: 'identify', id: '' }),
  paste: () => void useImporting.getState().paste(view().organizationId),
  'new-organization': () => view().ask({ ask: 'new-organization', id: '' }),
  find() {
    view().back();
    const field = document.querySelector<HTMLInputElement>('#search');
    field?.focus();
    field?.select();
  },
  palette: () => view().ask({ ask: 'palette', id: '' }),
  settings: () => view().goTo('settings'),
  'command-line': () => void attempt(async () => sayInstalled(await unwrap(api.app.installCommandLine({}))), sayError),
  help: () => view().ask({ ask: 'keyboard', id: '' }),
  lock: () => void api.vault.lock({}),
  test() {
    const card = currentKey();
    if (card) void useTests.getState().run([card.id]);
  },
  'test-every': testEveryKey,
  density: changeDensity,
  undo: () =>
    void attempt(async () => {
      const { key, name } = await unwrap(api.keys.undo({}));
      say(common.isBack(name), { about: aboutKey(key) });
    }, sayError),
};

function sayInstalled({ is, path, onPath, before }: InstalledCommandLine): void {
  const hint = is === 'by-hand' ? texts.howPathOnWindows : onPath ? texts.openATerminal(before) : texts.howPath(path);
  const text = is === 'by-hand' ? texts.addToPath(path, onPath) : is === 'there' ? texts.isThere(path) : texts.isLinked(path);
  say(text, { ...leaving(is === 'by-hand' && !onPath), hint });
}

/** Does what a key or a menu item says. */
export const run = (command: Command): void => deeds[command]();

const focusedCard = () => document.activeElement?.closest<HTMLElement>('.card[data-key]') ?? null;
const keyOf = (card: HTMLElement | null) =>
  useVault.getState().data?.keys.find(({ id, trashedAt }) => id === card?.dataset.key && trashedAt === null) ?? null;

/** The key of the card that has the focus: nothing else is ever taken away by a key press. */
export const focusedKey = () => keyOf(focusedCard());

/** The same, else the key whose Copy token is filled, where it is in view. */
export function currentKey() {
  const marked = document.querySelector<HTMLElement>('.card[data-current=true]');
  return keyOf(focusedCard() ?? (marked?.checkVisibility({ visibilityProperty: true }) ? marked : null));
}
