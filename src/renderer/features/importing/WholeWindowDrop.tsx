import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api, unwrap } from '../../lib/api.js';
import { useImporting } from '../../state/importing.js';
import { useToasts } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';

/** The whole window is the target, and says where a drop will land. Nothing that is dropped navigates (H-25). */
export function WholeWindowDrop() {
  const [over, setOver] = useState<{ readonly into: string | null; readonly files: number } | null>(null);
  const { data } = useVault();
  useEffect(() => {
    const move = (event: DragEvent) => {
      event.preventDefault();
      if (document.querySelector('dialog[open]')) return;
      const files = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length;
      if (event.dataTransfer) event.dataTransfer.dropEffect = files > 0 ? 'copy' : 'none';
      setOver({ into: target(event), files });
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(null);
      if (document.querySelector('dialog[open]')) return;
      take([...(event.dataTransfer?.files ?? [])], target(event));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOver(null);
    };
    const all = [
      ['dragenter', move],
      ['dragover', move],
      ['dragleave', leave],
      ['drop', drop],
      ['keydown', onKey],
    ] as const;
    for (const [name, listen] of all) document.addEventListener(name, listen as EventListener);
    return () => {
      for (const [name, listen] of all) document.removeEventListener(name, listen as EventListener);
    };
  }, []);
  if (!over) return null;
  const name = data?.organizations.find(({ id }) => id === over.into)?.name;
  return (
    <div className="drop-over" aria-hidden="true">
      <div className="drop-over-box">
        <Download className="icon" />
        <p>{words(over.files, name)}</p>
      </div>
    </div>
  );
}

function words(files: number, into: string | undefined): string {
  if (files === 0) return 'Only files can be imported';
  return `Drop ${files === 1 ? 'the file' : `${files} files`} to import${into ? ` into ${into}` : ''}`;
}

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
