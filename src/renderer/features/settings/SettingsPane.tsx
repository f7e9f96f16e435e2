import type { VaultData } from '../../../shared/ipc/contract.js';
import { Page } from '../../components/Page.js';
import { mod } from '../../lib/keys.js';
import { useApp } from '../../state/app.js';
import { saveSetting } from '../../state/settings.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/settings.js';
import { BackupSettings } from './BackupSettings.js';
import { Choice, Fact, Group, type Options } from './parts.js';
import { VaultSettings } from './VaultSettings.js';

const themes = [
  ['system', texts.asTheSystem],
  ['light', texts.light],
  ['dark', texts.dark],
] as const;
type Theme = (typeof themes)[number][0];
const densities = [
  ['comfortable', texts.cards],
  ['compact', texts.compact],
] as const;
type Density = (typeof densities)[number][0];
const clears = [10, 20, 30, 60, 120, 300, 0].map(
  (seconds) =>
    [seconds, seconds === 0 ? texts.never : seconds < 120 ? texts.afterSeconds(seconds) : texts.afterMinutes(seconds / 60)] as const,
);
const locks = [1, 5, 10, 15, 60, 240, 0].map(
  (minutes) =>
    [minutes, minutes === 0 ? texts.never : minutes < 60 ? texts.afterMinutes(minutes) : texts.afterHours(minutes / 60)] as const,
);

const yesOrNo = [
  ['no', texts.no],
  ['yes', texts.yes],
] as const;

export function SettingsPane({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  if (!now) return null;
  const { theme, density, clipboardSeconds, autoLockMinutes, lockWithScreen } = now.settings;
  return (
    <Page title={common.settings}>
      <div className="column settings">
        <Group title={texts.window}>
          <Choice
            label={texts.appearance}
            help={texts.whatFollowsTheSystem}
            value={theme}
            options={themes}
            onChange={(value) => saveSetting({ name: 'theme', value: value as Theme })}
          />
          <Choice
            label={texts.density}
            help={texts.whatCompactDoes(mod('D'))}
            value={density}
            options={densities}
            onChange={(value) => saveSetting({ name: 'density', value: value as Density })}
          />
        </Group>
        <Group title={texts.safety}>
          <Choice
            label={texts.clearTheClipboard}
            help={texts.onlyIfStillThere}
            value={clipboardSeconds}
            options={withCurrent(clears, clipboardSeconds, 's')}
            onChange={(value) => saveSetting({ name: 'clipboardSeconds', value: Number(value) })}
          />
          <Choice
            label={texts.lockByItself}
            help={texts.withoutUse}
            value={autoLockMinutes}
            options={withCurrent(locks, autoLockMinutes, 'min')}
            onChange={(value) => saveSetting({ name: 'autoLockMinutes', value: Number(value) })}
          />
          <Choice
            label={texts.lockWithTheScreen(now.platform)}
            help={texts.whenTheScreenLocks(now.platform)}
            value={lockWithScreen ? 'yes' : 'no'}
            options={yesOrNo}
            onChange={(value) => saveSetting({ name: 'lockWithScreen', value: value === 'yes' })}
          />
        </Group>
        <BackupSettings data={data} />
        <VaultSettings data={data} />
        <Group title={texts.about}>
          <Fact label={texts.version}>{now.version}</Fact>
          <p className="setting dim">{texts.nothingPhonesHome}</p>
        </Group>
      </div>
    </Page>
  );
}

/** What the file says and the list does not is still what holds. */
const withCurrent = (options: Options, value: number, unit: string): Options =>
  options.some(([one]) => one === value) ? options : [...options, [value, texts.after(value, unit)]];
