import { TriangleAlert } from 'lucide-react';
import { CheckBox } from '../../components/CheckBox.js';
import { useImporting } from '../../state/importing.js';
import * as texts from '../../words/importing.js';

/** On the sheet, not in a tooltip: it is the last moment at which a second copy is easy. */
export function OnceWarning() {
  const { preview, keepDownload, setKeepDownload, backupNext, setBackupNext } = useImporting();
  const hasFile = preview?.rows.some(({ state, path }) => state !== 'refused' && path !== null) ?? false;
  return (
    <section className="once" aria-label={texts.oneTimeDownload}>
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <p>
          <strong>{texts.onlyOnce}</strong> {texts.keepAnotherCopy}
        </p>
        <div className="once-checks">
          <CheckBox checked={backupNext} onChange={setBackupNext}>
            {texts.makeABackupNow}
          </CheckBox>
          {hasFile ? (
            <CheckBox checked={keepDownload} onChange={setKeepDownload}>
              {texts.keepTheDownload}
            </CheckBox>
          ) : null}
        </div>
      </div>
    </section>
  );
}
