import { TriangleAlert } from 'lucide-react';
import { CheckBox } from '../../components/CheckBox.js';
import { useImporting } from '../../state/importing.js';
import * as texts from '../../words/importing.js';

/**
 * On the sheet, not in a tooltip: it is the last moment at which a second copy is easy. It stays in its place while keys are stored.
 * Files that were found in folders or at other tools' places stay where they are, and are not offered to the Trash.
 */
export function OnceWarning({ isDisabled }: { readonly isDisabled: boolean }) {
  const { preview, isBrief, keepDownload, setKeepDownload, backupNext, setBackupNext } = useImporting();
  const rows = preview?.rows.filter(({ state }) => state !== 'refused') ?? [];
  const hasFile = isBrief && rows.some(({ path }) => path !== null);
  return (
    <section className="once" aria-label={texts.oneTimeDownload}>
      <TriangleAlert className="icon" aria-hidden />
      <p>
        <strong>{texts.onlyOnce(rows.length)}</strong> {texts.keepAnotherCopy}
      </p>
      <div className="once-checks">
        <CheckBox checked={backupNext} onChange={(isOn) => !isDisabled && setBackupNext(isOn)}>
          {texts.makeABackupNow}
        </CheckBox>
        {hasFile ? (
          <CheckBox checked={keepDownload} onChange={(isOn) => !isDisabled && setKeepDownload(isOn)}>
            {texts.keepTheDownload(rows.length)}
          </CheckBox>
        ) : null}
      </div>
    </section>
  );
}
