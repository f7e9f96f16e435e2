import type { VaultData } from '../../../shared/ipc/contract.js';
import { capital } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago, exactly } from '../../lib/time.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/settings.js';
import { inNoBackup } from '../backup/in-no-backup.js';
import { Doing, Group } from './parts.js';

export function BackupSettings({ data }: { readonly data: VaultData }) {
  const { ask } = useView();
  const now = useNow(30_000);
  const left = inNoBackup(data);
  const at = data.lastBackupAt;
  return (
    <Group title={texts.backup}>
      <Doing
        label={at === null ? texts.noBackupYet : texts.lastBackup}
        help={
          <>
            {at === null ? null : <time dateTime={at} title={exactly(at)}>{`${capital(ago(at, now))}. `}</time>}
            {left === 0 ? (at === null ? texts.whatABackupIs : texts.everyKeyIsInIt) : texts.inNoBackup(left)}
          </>
        }
      >
        <Button onClick={() => ask({ ask: 'backup', id: '' })}>{texts.backUp}</Button>
      </Doing>
      <Doing label={texts.restore} help={texts.whatARestoreDoes}>
        <Button onClick={() => ask({ ask: 'restore', id: '' })}>{common.restoreABackupNow}</Button>
      </Doing>
    </Group>
  );
}
