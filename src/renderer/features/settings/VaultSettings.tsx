import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button, LinkButton } from '../../components/Button.js';
import { useApp } from '../../state/app.js';
import { useView } from '../../state/view.js';
import { hasRecovery } from '../recovery/has-recovery.js';
import { Doing, Fact, Group } from './parts.js';

/** What opens the vault, and every way to change that. */
export function VaultSettings({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  const { ask, goTo } = useView();
  if (!now) return null;
  const isMade = hasRecovery(now, data);
  return (
    <Group title="Vault">
      <Fact label="Stored in">
        <code className="path">{now.home}</code>
      </Fact>
      <Doing
        label="How it opens"
        help={now.unlock === 'keychain' ? `By ${now.keychain ?? 'the keychain'}, when you log in.` : 'By your passphrase.'}
      >
        <Button onClick={() => ask({ ask: 'change-unlock', id: '' })}>
          {now.unlock === 'keychain' ? 'Change…' : 'Change passphrase…'}
        </Button>
      </Doing>
      <Doing
        label="Recovery key"
        help={
          isMade
            ? 'Made, and not stored here. It opens the vault when nothing else does.'
            : 'None yet. If this computer is lost, so are the keys.'
        }
      >
        {data.recovery ? <Button onClick={() => ask({ ask: 'verify-recovery', id: '' })}>Check yours…</Button> : null}
        <Button onClick={() => ask({ ask: 'new-recovery', id: '' })}>{isMade ? 'New one…' : 'Make one…'}</Button>
      </Doing>
      <Doing label="This device" help="A new identity shuts out every other device that opens this vault.">
        <Button onClick={() => ask({ ask: 'rotate', id: '' })}>New identity…</Button>
      </Doing>
      <Doing label="Health" help="Files, permissions, keychain, lock, clock: each looked at, with the fix.">
        <Button onClick={() => goTo('health')}>Look…</Button>
      </Doing>
      <div className="setting">
        <LinkButton onClick={() => goTo('trust')}>What protects your keys</LinkButton>
      </div>
    </Group>
  );
}
