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
  SquareTerminal,
  Trash2,
} from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { focusPane } from '../../lib/focus.js';
import { mod } from '../../lib/keys.js';
import { keysOf } from '../../lib/vault/key-index.js';
import { useTests } from '../../state/connection-tests.js';
import { useImporting } from '../../state/importing.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/palette.js';
import { run } from '../home/commands.js';
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
    { label: texts.importKeys, Glyph: Download, keys: mod('I'), run: () => run('import') },
    { label: common.importFromTheClipboard, Glyph: Download, keys: mod('V'), run: () => run('paste') },
    { label: texts.importAFolder, Glyph: FolderOpen, run: () => run('import-folder') },
    { label: texts.lookElsewhere, Glyph: FolderSearch, run: () => run('import-elsewhere') },
    { label: texts.whatIsThisFile, Glyph: FileQuestionMark, run: () => run('identify') },
    { label: common.newOrganizationNow, Glyph: Plus, keys: mod('N'), run: () => run('new-organization') },
    ...(card ? [{ label: texts.testOne(labelOf(card, organization)), Glyph: Activity, keys: mod('T'), run: () => run('test') }] : []),
    ...(organization ? organizationActions(data, organization).slice(1) : []),
    { label: common.testEveryKey, Glyph: Activity, run: () => run('test-every') },
    { label: common.search, Glyph: Search, keys: mod('F'), run: () => run('find') },
    { label: texts.openGuide, Glyph: BookOpen, run: () => goTo('guide') },
    { label: texts.openActivity, Glyph: List, run: () => goTo('activity') },
    { label: texts.openTrash, Glyph: Trash2, run: () => goTo('trash') },
    { label: texts.openSettings, Glyph: SlidersHorizontal, keys: mod(','), run: () => run('settings') },
    { label: texts.makeABackup, Glyph: ShieldCheck, run: () => ask({ ask: 'backup', id: '' }) },
    { label: common.restoreABackupNow, Glyph: RotateCcw, run: () => ask({ ask: 'restore', id: '' }) },
    { label: texts.lookAtTheVaultsHealth, Glyph: HeartPulse, run: () => goTo('health') },
    { label: texts.bringBack, Glyph: RotateCcw, keys: mod('Z'), run: () => run('undo') },
    { label: texts.installCommandLine, Glyph: SquareTerminal, run: () => run('command-line') },
    { label: texts.keyboardShortcuts, Glyph: Keyboard, keys: '?', run: () => run('help') },
    { label: common.lock, Glyph: Lock, keys: mod('L'), run: () => run('lock') },
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
    void useTests.getState().run(
      keys.map((key) => key.id),
      id,
    );
  };
  const into = () => void useImporting.getState().choose(id);
  return [
    { label: texts.showTheKeysOf(name), Glyph: Command, run: go },
    ...(keys.length > 0 ? [{ label: texts.testAllKeysOf(name), Glyph: Activity, run: test }] : []),
    { label: texts.importInto(name), Glyph: Download, run: into },
    { label: texts.edit(name), Glyph: SlidersHorizontal, run: () => ask({ ask: 'edit-organization', id }) },
  ];
}
