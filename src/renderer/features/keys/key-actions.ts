import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import type { MenuEntry } from '../../components/Menu.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { mod } from '../../lib/keys.js';
import { useTests } from '../../state/connection-tests.js';
import { aboutKey, leaving, say, sayError, useToasts } from '../../state/toasts.js';
import { useTokens } from '../../state/tokens.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';

export const copyLabel = common.copyToken;
export const testLabel = common.testConnection;

/** How a key is called where its organization is not in view. */
export const labelOf = (card: Pick<KeyData, 'name'>, organization: Pick<Organization, 'name'> | undefined): string =>
  `${organization?.name ?? ''} / ${card.name}`;

/** Nobody has given it a name: it goes by its Key ID, which is then said once. */
export const isUnnamed = ({ name, keyId }: Pick<KeyData, 'name' | 'keyId'>): boolean => name === keyId;

/** Everything that can be done with a key, the first by Enter: the card's menu and the palette show the same. */
export function keyActions(card: KeyData, organization: Organization): readonly MenuEntry[] {
  const { ask, open, reveal } = useView.getState();
  const labelled = { id: card.id, label: labelOf(card, organization) };
  const show = (what: () => void) => () => {
    if (!isInView(card)) {
      reveal(card);
      requestAnimationFrame(() => document.getElementById(`key-${card.id}`)?.scrollIntoView({ block: 'nearest' }));
    }
    what();
  };
  return [
    { label: copyLabel, run: () => void useTokens.getState().copy(labelled), keys: mod('C') },
    {
      label: texts.copyAuthorizationHeader,
      run: () => void useTokens.getState().copy(labelled, { header: true }),
      keys: mod('⇧C').startsWith('⌘') ? '⇧⌘C' : texts.ctrlShiftC,
    },
    { label: texts.copyScopedToken, run: () => ask({ ask: 'scoped-token', id: card.id }) },
    { label: testLabel, run: show(() => void useTests.getState().run([card.id])), keys: mod('T') },
    { label: common.details, run: show(() => open({ show: 'details', key: card.id })) },
    { label: texts.showClaims, run: show(() => open({ show: 'details', key: card.id, claims: true })) },
    { label: texts.rename, run: () => ask({ ask: 'rename-key', id: card.id }), apart: true },
    { label: texts.move, run: () => ask({ ask: 'move-key', id: card.id }) },
    ...(organization.defaultKeyId === card.id ? [] : [{ label: texts.makeDefault, run: () => void makeDefault(card, organization) }]),
    { label: texts.moveToTrash, run: () => void trash(card), keys: mod('⌫').startsWith('⌘') ? '⌘⌫' : texts.del, apart: true, danger: true },
  ];
}

function isInView({ id, organizationId }: KeyData): boolean {
  const view = useView.getState();
  if (view.place === 'search') return document.getElementById(`key-${id}`) !== null;
  return view.place === 'keys' && view.organizationId === organizationId;
}

async function makeDefault(card: KeyData, organization: Organization): Promise<void> {
  await attempt(async () => {
    const { changed } = await unwrap(api.keys.edit({ key: card.id, set: { default: true } }));
    if (changed) say(texts.isNowDefault(card.name, organization.name));
  }, sayError);
}

/** Undo instead of "are you sure". */
export async function trash(card: Pick<KeyData, 'id' | 'name'>): Promise<void> {
  const cards = [...document.querySelectorAll<HTMLElement>('.card[data-key]')];
  const at = cards.findIndex((one) => one.dataset.key === card.id);
  // The card that had focus goes; the next one takes it, or the last where there is none.
  const heir = at < 0 ? undefined : (cards[at + 1] ?? cards[at - 1]);
  await attempt(async () => {
    await unwrap(api.keys.trash({ key: card.id }));
    if (useView.getState().panel?.key === card.id) useView.getState().open(null);
    heir?.querySelector<HTMLElement>('.card-actions .btn')?.focus();
    say(texts.movedToTrash(card.name), { about: aboutKey(card.id), action: { label: texts.undo, run: () => void restore(card) } });
  }, sayError);
}

export async function restore(card: Pick<KeyData, 'id' | 'name'>): Promise<void> {
  await attempt(async () => {
    await unwrap(api.keys.restore({ key: card.id }));
    useView.getState().focusKey(card.id);
    say(common.isBack(card.name), { about: aboutKey(card.id) });
  }, sayError);
}

/** for good, from every copy of the vault. Main asks, by name; there is no Undo, and none is shown. */
export async function purge(cards: readonly Pick<KeyData, 'id' | 'name'>[]): Promise<void> {
  await attempt(async () => {
    const { purged, ...left } = await unwrap(api.keys.purge({ keys: cards.map(({ id }) => id) }));
    if (purged.length === 0) return;
    const what = purged.length === 1 ? (cards[0]?.name ?? common.keyCount(1)) : common.keyCount(purged.length);
    for (const id of purged) useToasts.getState().drop(aboutKey(id));
    say(texts.purgedForGood(what, left), leaving(left.setAside.length + left.found.length > 0));
  }, sayError);
}
