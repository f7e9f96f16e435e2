import { useEffect, useState } from 'react';
import { api, unwrap } from '../../lib/api.js';
import { useImporting } from '../../state/importing.js';
import { useToasts } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import { DropDrawing } from '../keys/EmptyVault.js';

/** The whole window is the target, and says where a drop will land. Nothing that is dropped navigates (H-25). */
export function WholeWindowDrop() {
  /** Files over the window; null when nothing is dragged. */
  const [files, setFiles] = useState<number | null>(null);
  const into = useView(({ dropInto }) => dropInto);
  const name = useVault(({ data }) => data?.organizations.find(({ id }) => id === into)?.name);
  useEffect(() => {
    const end = () => {
      setFiles(null);
      useView.setState({ dropInto: null });
    };
    const move = (event: DragEvent) => {
      event.preventDefault();
      if (document.querySelector('dialog[open]')) return;
      const count = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length;
      if (event.dataTransfer) event.dataTransfer.dropEffect = count > 0 ? 'copy' : 'none';
      setFiles(count);
      useView.setState({ dropInto: count > 0 ? target(event) : null });
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) end();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      end();
      if (document.querySelector('dialog[open]')) return;
      take([...(event.dataTransfer?.files ?? [])], target(event));
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
  return (
    <div className="drop-over" aria-hidden="true">
      <div className="drop-over-box">
        <DropDrawing />
        <p className="drop-over-title">{files === 0 ? 'Only files can be imported' : `Drop to import${name ? ` into ${name}` : ''}`}</p>
        <p className="dim">{words(files)}</p>
      </div>
    </div>
  );
}

const words = (files: number): string =>
  files === 0
    ? 'Drop the AuthKey_*.p8 that Apple let you download.'
    : `${files === 1 ? '1 file' : `${files} files`}. You confirm before anything is stored.`;

/** The organization under the pointer, else the one in view. */
function target(event: DragEvent): string | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-organization]') : null;
  const { place, organizationId } = useView.getState();
  return row?.dataset.organization ?? (place === 'keys' ? organizationId : null);
}

function take(files: readonly File[], into: string | null): void {
  const paths = files.map((file) => api.pathOf(file)).filter((path) => path !== '');
  if (paths.length === 0) {
    useToasts
      .getState()
      .show({ tone: 'plain', text: 'That is no file on this computer.', hint: 'Drop the AuthKey_*.p8 that Apple let you download.' });
    return;
  }
  void useImporting.getState().begin(() => unwrap(api.keys.examine({ paths })), into);
}
