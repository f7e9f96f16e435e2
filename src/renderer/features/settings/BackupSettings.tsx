import type { VaultData } from '../../../shared/ipc/contract.js';
import { capital } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { ago, exactly } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { useView } from '../../state/view.js';
import { inNoBackup } from '../backup/in-no-backup.js';
import { Doing, Group } from './parts.js';

export function BackupSettings({ data }: { readonly data: VaultData }) {
  const { ask } = useView();
  const now = useNow(30_000);
  const left = inNoBackup(data);
  const at = data.lastBackupAt;
  return (
    <Group title="Backup">
      <Doing
        label={at === null ? 'No backup yet' : 'Last backup'}
        help={
          <>
            {at === null ? null : <time dateTime={at} title={exactly(at)}>{`${capital(ago(at, now))}. `}</time>}
            {left === 0
              ? at === null
                ? 'One sealed file with every key, to keep away from this computer.'
                : 'Every key is in it.'
              : `${left === 1 ? '1 key is' : `${left.toLocaleString('en')} keys are`} in no backup.`}
          </>
        }
      >
        <Button onClick={() => ask({ ask: 'backup', id: '' })}>Back up…</Button>
      </Doing>
      <Doing label="Restore" help="Shows what a backup holds first. Nothing that is here is overwritten.">
        <Button onClick={() => ask({ ask: 'restore', id: '' })}>Restore a backup…</Button>
      </Doing>
    </Group>
  );
}
