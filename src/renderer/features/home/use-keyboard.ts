import { useEffect } from 'react';
import { commandRows } from '../../../shared/ipc/commands.js';
import { api } from '../../lib/api.js';
import { focusPane } from '../../lib/focus.js';
import { isMod } from '../../lib/keys.js';
import { undoShown } from '../../state/toasts.js';
import { useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import { labelOf, trash } from '../keys/key-actions.js';
import { currentKey, focusedKey, run } from './commands.js';

/** Keys that work anywhere in the main view, and the same asked for by the menu bar. */
export function useKeyboard(): void {
  useEffect(() => {
    const stop = api.on.command(({ name }) => {
      // A sheet that is open is finished first, as for the same keys typed into it.
      if (!document.querySelector('dialog[open]')) run(name);
    });
    document.addEventListener('keydown', onKey);
    return () => {
      stop();
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const work = isMod(event) ? withMod(event) : alone(event);
  if (work === null) return;
  event.preventDefault();
  work();
}

const byKey = new Map(commandRows.flatMap(([name, { key }]) => (key === null ? [] : [[key, name] as const])));
const isTyping = ({ target }: KeyboardEvent): boolean => target instanceof HTMLElement && target.matches('input, select, textarea');

function withMod(event: KeyboardEvent): (() => void) | null {
  const key = event.key.toLowerCase();
  const command = event.shiftKey ? undefined : byKey.get(key);
  if (command) return () => run(command);
  if (isTyping(event)) return null;
  if (key === 'z' && !event.shiftKey) return undo;
  if (key === 'v' && !event.shiftKey) return () => run('paste');
  const card = currentKey();
  // A selected text is what the user means to copy.
  if (key !== 'c' || !card || String(getSelection() ?? '') !== '') return null;
  return () => void useTokens.getState().copy({ id: card.id, label: labelOf(card, organizationOf(card)) }, { header: event.shiftKey });
}

/** What a notice in view offers to take back comes first: that is what was just done. */
function undo(): void {
  if (!undoShown()) run('undo');
}

function alone(event: KeyboardEvent): (() => void) | null {
  if (event.key === 'Escape') return leave(event);
  if (isTyping(event)) return null;
  if (event.key === 'Delete' || (event.metaKey && event.key === 'Backspace')) {
    const card = focusedKey();
    return card && (() => void trash(card));
  }
  return event.key === '?' ? () => run('help') : null;
}

/** What was typed to find something goes first, then the panel. */
function leave({ target }: KeyboardEvent): (() => void) | null {
  const { query, search, panel, open } = useView.getState();
  if (target instanceof HTMLElement && target.id === 'search') return query === '' ? focusPane : () => search('');
  if (panel) return () => open(null);
  return query === '' ? null : () => search('');
}

const organizationOf = ({ organizationId }: { readonly organizationId: string }) =>
  useVault.getState().data?.organizations.find(({ id }) => id === organizationId);
