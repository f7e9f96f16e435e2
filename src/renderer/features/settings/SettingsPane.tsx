import type { VaultData } from '../../../shared/ipc/contract.js';
import { Page } from '../../components/Page.js';
import { useApp } from '../../state/app.js';
import { saveSetting } from '../../state/settings.js';
import { BackupSettings } from './BackupSettings.js';
import { Choice, Fact, Group, type Options } from './parts.js';
import { VaultSettings } from './VaultSettings.js';

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
type Theme = (typeof themes)[number][0];
const clears = [10, 20, 30, 60, 120, 300, 0].map(
  (seconds) => [seconds, seconds === 0 ? 'Never' : seconds < 120 ? `After ${seconds} s` : `After ${seconds / 60} min`] as const,
);
const locks = [1, 5, 10, 15, 60, 240, 0].map(
  (minutes) => [minutes, minutes === 0 ? 'Never' : minutes < 60 ? `After ${minutes} min` : `After ${minutes / 60} h`] as const,
);

const yesOrNo = [
  ['no', 'No'],
  ['yes', 'Yes'],
] as const;

export function SettingsPane({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  if (!now) return null;
  const { theme, clipboardSeconds, autoLockMinutes, lockWithScreen } = now.settings;
  return (
    <Page title="Settings">
      <div className="column settings">
        <Group title="Window">
          <Choice
            label="Appearance"
            help="More contrast and less motion follow the system."
            value={theme}
            options={themes}
            onChange={(value) => saveSetting({ name: 'theme', value: value as Theme })}
          />
        </Group>
        <Group title="Safety">
          <Choice
            label="Clear a copied token from the clipboard"
            help="Only if it is still there. A clipboard manager may keep its own copy."
            value={clipboardSeconds}
            options={withCurrent(clears, clipboardSeconds, 's')}
            onChange={(value) => saveSetting({ name: 'clipboardSeconds', value: Number(value) })}
          />
          <Choice
            label="Lock by itself"
            help="After this time without use."
            value={autoLockMinutes}
            options={withCurrent(locks, autoLockMinutes, 'min')}
            onChange={(value) => saveSetting({ name: 'autoLockMinutes', value: Number(value) })}
          />
          <Choice
            label="Lock with the screen"
            help="When the screen is locked and when the computer sleeps."
            value={lockWithScreen ? 'yes' : 'no'}
            options={yesOrNo}
            onChange={(value) => saveSetting({ name: 'lockWithScreen', value: value === 'yes' })}
          />
        </Group>
        <BackupSettings data={data} />
        <VaultSettings data={data} />
        <Group title="About">
          <Fact label="Version">{now.version}</Fact>
          <p className="setting dim">
            No account, no cloud, no telemetry. The network is touched when you test a connection, and at no other time.
          </p>
        </Group>
      </div>
    </Page>
  );
}

/** What the file says and the list does not is still what holds. */
const withCurrent = (options: Options, value: number, unit: string): Options =>
  options.some(([one]) => one === value) ? options : [...options, [value, `After ${value} ${unit}`]];
