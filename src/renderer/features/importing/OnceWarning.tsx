import { TriangleAlert } from 'lucide-react';
import { CheckBox } from '../../components/CheckBox.js';
import { useImporting } from '../../state/importing.js';

/** On the sheet, not in a tooltip: it is the last moment at which a second copy is easy. */
export function OnceWarning() {
  const { rows, keepDownload, setKeepDownload, backupNext, setBackupNext } = useImporting();
  const hasFile = rows.some(({ file }) => file.found && file.path !== null);
  return (
    <section className="once" aria-label="One-time download">
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <p>
          <strong>Apple lets you download this file once.</strong> After this, Keyrack holds it. Keep another copy:
        </p>
        <div className="once-checks">
          <CheckBox checked={backupNext} onChange={setBackupNext}>
            Make a backup now
          </CheckBox>
          {hasFile ? (
            <CheckBox checked={keepDownload} onChange={setKeepDownload}>
              Keep the download (recommended until a backup exists)
            </CheckBox>
          ) : null}
        </div>
      </div>
    </section>
  );
}
