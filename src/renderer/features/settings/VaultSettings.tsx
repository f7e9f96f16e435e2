import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button, LinkButton } from '../../components/Button.js';
import { useApp } from '../../state/app.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/settings.js';
import { recoveryOf } from '../recovery/recovery-of.js';
import { Doing, Fact, Group } from './parts.js';

/** What opens the vault, and every way to change that. */
export function VaultSettings({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  const { ask, goTo } = useView();
  if (!now) return null;
  const recovery = recoveryOf(now, data);
  return (
    <Group title={common.vault}>
      <Fact label={texts.storedIn}>
        <code className="path">{now.home}</code>
      </Fact>
      <Doing label={texts.howItOpens} help={now.unlock === 'keychain' ? texts.byKeychain(now.keychain) : texts.byYourPassphrase}>
        <Button onClick={() => ask({ ask: 'change-unlock', id: '' })}>
          {now.unlock === 'keychain' ? texts.change : texts.changePassphrase}
        </Button>
      </Doing>
      <Doing label={common.recoveryKey} help={texts.recoveryKeyIs(recovery)}>
        {recovery !== 'none' ? <Button onClick={() => ask({ ask: 'verify-recovery', id: '' })}>{texts.checkYours}</Button> : null}
        <Button onClick={() => ask({ ask: 'new-recovery', id: '' })}>{recovery === 'there' ? texts.newOne : texts.makeOne}</Button>
      </Doing>
      <Doing label={texts.thisDevice} help={texts.whatANewIdentityDoes}>
        <Button onClick={() => ask({ ask: 'rotate', id: '' })}>{texts.newIdentity}</Button>
      </Doing>
      <Doing label={common.health} help={texts.whatIsLookedAt}>
        <Button onClick={() => goTo('health')}>{texts.look}</Button>
      </Doing>
      <div className="setting">
        <LinkButton onClick={() => goTo('trust')}>{texts.whatProtectsYourKeys}</LinkButton>
      </div>
    </Group>
  );
}
