import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { LinkButton } from '../../components/Button.js';
import { Page } from '../../components/Page.js';
import { useApp } from '../../state/app.js';
import { saveSetting } from '../../state/settings.js';
import { useView } from '../../state/view.js';

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
  const { goTo } = useView();
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
        <Group title="Vault">
          <Fact label="Stored in">
            <code className="path">{now.home}</code>
          </Fact>
          <Fact label="Opened by">{now.unlock === 'keychain' ? (now.keychain ?? 'the keychain') : 'your passphrase'}</Fact>
          <Fact label="Recovery key">{data.recovery ? 'made; not stored here' : 'none yet'}</Fact>
          <div className="setting">
            <LinkButton onClick={() => goTo('trust')}>What protects your keys</LinkButton>
          </div>
        </Group>
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

type Options = readonly (readonly [string | number, string])[];
/** What the file says and the list does not is still what holds. */
const withCurrent = (options: Options, value: number, unit: string): Options =>
  options.some(([one]) => one === value) ? options : [...options, [value, `After ${value} ${unit}`]];

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="group">{children}</div>
    </section>
  );
}

function Choice(props: {
  readonly label: string;
  readonly help: string;
  readonly value: string | number;
  readonly options: Options;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>{props.label}</label>
        <p id={`${id}-help`} className="small dim">
          {props.help}
        </p>
      </div>
      <span className="selectbox">
        <select
          id={id}
          className="field field-select"
          aria-describedby={`${id}-help`}
          value={props.value}
          onChange={({ target }) => props.onChange(target.value)}
        >
          {props.options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <ChevronDown className="icon" aria-hidden />
      </span>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="setting">
      <span>{label}</span>
      <span className="dim setting-value">{children}</span>
    </div>
  );
}
