import {
  Activity,
  BookOpen,
  Command,
  Download,
  FileQuestionMark,
  FolderOpen,
  FolderSearch,
  HeartPulse,
  Keyboard,
  List,
  Lock,
  type LucideIcon,
  Plus,
  RotateCcw,
  Search,
  ShieldCheck,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { api, unwrap } from '../../lib/api.js';
import { focusPane } from '../../lib/focus.js';
import { mod } from '../../lib/keys.js';
import { keysOf } from '../../lib/shelf.js';
import { useImporting } from '../../state/importing.js';
import { useTests } from '../../state/tests.js';
import { useView } from '../../state/view.js';
import { run } from '../home/use-keyboard.js';
import { labelOf } from '../keys/key-actions.js';

export interface PaletteAction {
  readonly label: string;
  readonly Glyph: LucideIcon;
  readonly keys?: string;
  readonly run: () => void;
}

/** What the app can do whichever key is meant. */
export function appActions(data: VaultData): readonly PaletteAction[] {
  const { organizationId, goTo, ask } = useView.getState();
  const organization = data.organizations.find(({ id }) => id === organizationId);
  const current = document.querySelector<HTMLElement>('.card[data-current=true]')?.dataset.key;
  const card = data.keys.find(({ id }) => id === current);
  return [
    { label: 'Import keys…', Glyph: Download, keys: mod('I'), run: () => run('import') },
    { label: 'Import from the clipboard', Glyph: Download, keys: mod('V'), run: () => run('paste') },
    { label: 'Import a folder…', Glyph: FolderOpen, run: () => run('import-folder') },
    { label: 'Look where other tools keep keys…', Glyph: FolderSearch, run: () => run('import-elsewhere') },
    { label: 'What is this file?', Glyph: FileQuestionMark, run: () => run('identify') },
    { label: 'New organization…', Glyph: Plus, keys: mod('N'), run: () => run('new-organization') },
    ...(card ? [{ label: `Test ${labelOf(card, organization)}`, Glyph: Activity, keys: mod('T'), run: () => run('test') }] : []),
    ...(organization ? organizationActions(data, organization).slice(1) : []),
    { label: 'Search', Glyph: Search, keys: mod('F'), run: () => run('find') },
    { label: 'Open Guide', Glyph: BookOpen, run: () => goTo('guide') },
    { label: 'Open Activity', Glyph: List, run: () => goTo('activity') },
    { label: 'Open Trash', Glyph: Trash2, run: () => goTo('trash') },
    { label: 'Open Settings', Glyph: SlidersHorizontal, keys: mod(','), run: () => run('settings') },
    { label: 'Make a backup…', Glyph: ShieldCheck, run: () => ask({ ask: 'backup', id: '' }) },
    { label: 'Restore a backup…', Glyph: RotateCcw, run: () => ask({ ask: 'restore', id: '' }) },
    { label: 'Look at the vault’s health', Glyph: HeartPulse, run: () => goTo('health') },
    { label: 'Bring back the last key trashed', Glyph: RotateCcw, keys: mod('Z'), run: () => run('undo') },
    { label: 'Keyboard shortcuts', Glyph: Keyboard, keys: '?', run: () => run('help') },
    { label: 'Lock', Glyph: Lock, keys: mod('L'), run: () => run('lock') },
  ];
}

/** The first by Enter. */
export function organizationActions(data: VaultData, organization: Organization): readonly PaletteAction[] {
  const { choose, ask } = useView.getState();
  const { id, name } = organization;
  const keys = keysOf(data, id);
  const go = () => {
    choose(id);
    // The next key can already copy the token of what was found.
    requestAnimationFrame(focusPane);
  };
  const test = () => {
    choose(id);
    void useTests.getState().run(keys.map((key) => key.id));
  };
  const into = () => void useImporting.getState().begin(() => unwrap(api.keys.choose({})), id);
  return [
    { label: `Show the keys of ${name}`, Glyph: Command, run: go },
    ...(keys.length > 0 ? [{ label: `Test all keys of ${name}`, Glyph: Activity, run: test }] : []),
    { label: `Import into ${name}…`, Glyph: Download, run: into },
    { label: `Edit ${name}…`, Glyph: SlidersHorizontal, run: () => ask({ ask: 'edit-organization', id }) },
  ];
}
