import { Ban } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '../../lib/api.js';
import { refusal } from '../../lib/drops.js';
import { useIdentifying } from '../../state/identifying.js';
import { useImporting } from '../../state/importing.js';
import { useToasts } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/importing.js';
import { DropDrawing } from '../keys/EmptyVault.js';

/** The whole window is the target, and says where a drop will land. Nothing that is dropped navigates (H-25). */
export function WholeWindowDrop() {
  /** Files over the window; null when nothing is dragged. */
  const [files, setFiles] = useState<number | null>(null);
  const into = useView(({ dropInto }) => dropInto);
  const isReadOnly = useVault(({ data }) => data?.readOnly != null);
  const name = useVault(({ data }) => data?.organizations.find(({ id }) => id === into)?.name);
  useEffect(() => {
    const end = () => {
      setFiles(null);
      useView.setState({ dropInto: null });
    };
    const move = (event: DragEvent) => {
      event.preventDefault();
      if (document.querySelector('dialog[open]')) return overDialog(event);
      const count = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length;
      const isTaken = refusal(count, useVault.getState().data?.readOnly != null) === null;
      if (event.dataTransfer) event.dataTransfer.dropEffect = isTaken ? 'copy' : 'none';
      setFiles(count);
      useView.setState({ dropInto: isTaken ? target(event) : null });
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) end();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      end();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (isIdentifying()) return identify(files);
      if (document.querySelector('dialog[open]')) return;
      // Asked now: the entries are gone once this handler returns.
      const isFolder = [...(event.dataTransfer?.items ?? [])].some((item) => item.webkitGetAsEntry()?.isDirectory);
      take(files, isFolder, target(event));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end();
    };
    const all = [
      ['dragenter', move],
      ['dragover', move],
      ['dragleave', leave],
      ['drop', drop],
      ['keydown', onKey],
    ] as const;
    for (const [event, listen] of all) document.addEventListener(event, listen as EventListener);
    return () => {
      for (const [event, listen] of all) document.removeEventListener(event, listen as EventListener);
    };
  }, []);
  if (files === null) return null;
  const refused = refusal(files, isReadOnly);
  return (
    <div className="drop-over" aria-hidden="true">
      <div className={`drop-over-box ${refused ? 'is-refused' : ''}`}>
        {refused ? <Ban className="icon" /> : <DropDrawing />}
        <p className="drop-over-title">{refused ? refused.title : texts.dropToImport(name)}</p>
        <p className="dim">{refused ? refused.words : texts.dropOf(files)}</p>
      </div>
    </div>
  );
}

/** The organization under the pointer, else the one in view. */
function target(event: DragEvent): string | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-organization]') : null;
  const { place, organizationId } = useView.getState();
  return row?.dataset.organization ?? (place === 'keys' ? organizationId : null);
}

const pathsOf = (files: readonly File[]): string[] => files.map((file) => api.pathOf(file)).filter((path) => path !== '');
const isIdentifying = (): boolean => useView.getState().asking?.ask === 'identify';

function overDialog(event: DragEvent): void {
  if (event.dataTransfer) event.dataTransfer.dropEffect = isIdentifying() ? 'copy' : 'none';
}

function identify(files: readonly File[]): void {
  const [path] = pathsOf(files);
  if (path === undefined) sayNoFile();
  else void useIdentifying.getState().look(path);
}

/** B-63. */
const sayNoFile = (): void => useToasts.getState().show({ tone: 'plain', text: texts.dropAFile, hint: texts.thatWasNoFile });

function take(files: readonly File[], isFolder: boolean, into: string | null): void {
  const paths = pathsOf(files);
  if (paths.length === 0) sayNoFile();
  else void useImporting.getState().drop(paths, isFolder, into);
}
