import { useEffect } from 'react';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { focusPane } from '../../lib/focus.js';
import { isMod } from '../../lib/keys.js';
import { useFinding } from '../../state/finding.js';
import { useImporting } from '../../state/importing.js';
import { useTests } from '../../state/tests.js';
import { say, sayError } from '../../state/toasts.js';
import { useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { labelOf, trash } from '../keys/key-actions.js';

export type Command = Parameters<Parameters<typeof api.on.command>[0]>[0]['name'];

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

const byKey: Readonly<Record<string, Command>> = {
  k: 'palette',
  i: 'import',
  n: 'new-organization',
  f: 'find',
  ',': 'settings',
  t: 'test',
  l: 'lock',
};
const isTyping = ({ target }: KeyboardEvent): boolean => target instanceof HTMLElement && target.matches('input, select, textarea');

function withMod(event: KeyboardEvent): (() => void) | null {
  const key = event.key.toLowerCase();
  const command = event.shiftKey ? undefined : byKey[key];
  if (command) return () => run(command);
  if (isTyping(event)) return null;
  if (key === 'z' && !event.shiftKey) return () => run('undo');
  if (key === 'v' && !event.shiftKey) return () => run('paste');
  const card = currentKey();
  // A selected text is what the user means to copy.
  if (key !== 'c' || !card || String(getSelection() ?? '') !== '') return null;
  return () => void useTokens.getState().copy({ id: card.id, label: labelOf(card, organizationOf(card)) }, { header: event.shiftKey });
}

function alone(event: KeyboardEvent): (() => void) | null {
  if (event.key === 'Escape') return leave(event);
  if (isTyping(event)) return null;
  const card = currentKey();
  if (card && (event.key === 'Delete' || (event.metaKey && event.key === 'Backspace'))) return () => void trash(card);
  if (event.key === '?') return () => run('help');
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  return by !== undefined && document.activeElement?.closest('.cards') ? () => step(by) : null;
}

/** What was typed to find something goes first, then the panel. */
function leave({ target }: KeyboardEvent): (() => void) | null {
  const { query, search, panel, open } = useView.getState();
  if (target instanceof HTMLElement && target.id === 'search') return query === '' ? focusPane : () => search('');
  if (panel) return () => open(null);
  return query === '' ? null : () => search('');
}

/** Does what a key or a menu item says. */
export function run(command: Command): void {
  const view = useView.getState();
  const card = currentKey();
  if (command === 'import')
    void useImporting.getState().begin(() => unwrap(api.keys.choose({})), view.place === 'keys' ? view.organizationId : null);
  if (command === 'import-folder') void useFinding.getState().lookInto(null, view.place === 'keys' ? view.organizationId : null);
  if (command === 'import-elsewhere') useFinding.getState().askForTools();
  if (command === 'identify') view.ask({ ask: 'identify', id: '' });
  if (command === 'paste') void useImporting.getState().begin(() => unwrap(api.keys.examineClipboard({})), view.organizationId);
  if (command === 'new-organization') view.ask({ ask: 'new-organization', id: '' });
  if (command === 'find') {
    view.back();
    document.getElementById('search')?.focus();
  }
  if (command === 'palette') view.ask({ ask: 'palette', id: '' });
  if (command === 'settings') view.goTo('settings');
  if (command === 'help') view.ask({ ask: 'keyboard', id: '' });
  if (command === 'lock') void api.vault.lock({});
  if (command === 'test' && card) void useTests.getState().run([card.id]);
  if (command === 'undo')
    void attempt(async () => {
      const { name } = await unwrap(api.keys.undo({}));
      say(common.isBack(name));
    }, sayError);
}

const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.card[data-key]')];

/** The key of the card that has focus, else the one marked as current. */
function currentKey() {
  const card =
    document.activeElement?.closest<HTMLElement>('.card[data-key]') ?? document.querySelector<HTMLElement>('.card[data-current=true]');
  return useVault.getState().data?.keys.find(({ id, trashedAt }) => id === card?.dataset.key && trashedAt === null) ?? null;
}

/** Arrows move from card to card, onto its Copy token. */
function step(by: number): void {
  const all = cards();
  const at = all.findIndex((card) => card.contains(document.activeElement));
  all[at + by]?.querySelector<HTMLElement>('.card-actions .btn')?.focus();
}

const organizationOf = ({ organizationId }: { readonly organizationId: string }) =>
  useVault.getState().data?.organizations.find(({ id }) => id === organizationId);
