import type { VaultData } from '../../../shared/ipc/contract.js';
import { score, searchable, wordsOf } from '../../lib/vault/fuzzy.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/palette.js';
import { keyActions, labelOf } from '../keys/key-actions.js';
import { appActions, organizationActions, type PaletteAction } from './commands.js';
import { find, type KeyHit, type OrganizationHit, total } from './hits.js';

export interface ActionRow {
  readonly kind: 'action';
  readonly label: string;
  readonly Glyph?: PaletteAction['Glyph'];
  readonly keys?: string;
  readonly danger?: boolean;
  readonly run: () => void;
}
export type Row = KeyHit | OrganizationHit | ActionRow;
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}
export interface Listed {
  readonly sections: readonly Section[];
  readonly rows: readonly Row[];
  /** Matching keys that are not shown. */
  readonly more: number;
}

/** What → was pressed on: the palette shows its actions. */
export type Within = KeyHit | OrganizationHit | null;

const shownActions = 8;

export function list(data: VaultData, query: string, within: Within): Listed {
  if (within) return listed([{ title: texts.actions, rows: matching(actionsOf(data, within), query) }], 0);
  const { keys, organizations, more } = find(data, query);
  const actions = matching(appActions(data).map(asRow), query);
  const isTyped = wordsOf(query).length > 0;
  return listed(
    [
      { title: isTyped ? texts.keys : texts.recent, rows: keys },
      { title: common.organizations, rows: organizations },
      { title: texts.actions, rows: isTyped ? actions.slice(0, shownActions) : actions },
    ],
    more,
  );
}

const listed = (all: readonly Section[], more: number): Listed => {
  const sections = all.filter(({ rows }) => rows.length > 0);
  return { sections, rows: sections.flatMap(({ rows }) => rows), more };
};

function actionsOf(data: VaultData, within: KeyHit | OrganizationHit): readonly ActionRow[] {
  if (within.kind === 'organization') return organizationActions(data, within.organization).map(asRow);
  return keyActions(within.key, within.organization).map((entry) => ({ kind: 'action', ...entry }));
}
const asRow = (action: PaletteAction): ActionRow => ({ kind: 'action', ...action });

function matching(actions: readonly ActionRow[], query: string): readonly ActionRow[] {
  const words = wordsOf(query);
  if (words.length === 0) return actions;
  return actions
    .map((action) => ({ action, sum: total(words, (word) => score(word, searchable(action.label))) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
    .map(({ action }) => action);
}

/** What Enter does with a row, in a word or two. */
export const enterWord = (row: Row | undefined): string =>
  row?.kind === 'key' ? common.copyToken : row?.kind === 'organization' ? texts.showItsKeys : texts.run;

export const nameOf = (row: KeyHit | OrganizationHit): string =>
  row.kind === 'key' ? labelOf(row.key, row.organization) : row.organization.name;
