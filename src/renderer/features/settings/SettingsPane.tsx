import { ArrowLeft } from 'lucide-react';
import { IconButton } from '../../components/Button.js';
import { SelectField } from '../../components/Field.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';
import { sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';

type Setting = Parameters<typeof api.app.setSetting>[0];
const save = (setting: Setting): void =>
  void attempt(async () => useApp.getState().took(await unwrap(api.app.setSetting(setting))), sayError);

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const clears = [10, 20, 30, 60, 120, 300, 0];
const locks = [1, 5, 15, 60, 240, 0];

export function SettingsPane() {
  const { now } = useApp();
  const { back } = useView();
  if (!now) return null;
  const { theme, clipboardSeconds, autoLockMinutes } = now.settings;
  return (
    <>
      <header className="column pane-head">
        <div className="toolbar">
          <IconButton look="quiet" label="Back to the list" className="only-narrow" onClick={back}>
            <ArrowLeft className="icon" aria-hidden />
          </IconButton>
          <h1>Settings</h1>
        </div>
      </header>
      <div className="scroll">
        <div className="column settings">
          <SelectField
            label="Appearance"
            value={theme}
            onChange={({ target }) => save({ name: 'theme', value: target.value as typeof theme })}
          >
            {themes.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Clear a copied token from the clipboard"
            help="Only if it is still there. A clipboard manager may keep its own copy."
            value={clipboardSeconds}
            onChange={({ target }) => save({ name: 'clipboardSeconds', value: Number(target.value) })}
          >
            {clears.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? 'Never' : seconds < 120 ? `After ${seconds} s` : `After ${seconds / 60} min`}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Lock by itself"
            help="After this time without use, when the screen is locked and when the computer sleeps."
            value={autoLockMinutes}
            onChange={({ target }) => save({ name: 'autoLockMinutes', value: Number(target.value) })}
          >
            {locks.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? 'Only with the screen' : minutes < 60 ? `After ${minutes} min` : `After ${minutes / 60} h`}
              </option>
            ))}
          </SelectField>
          <section className="about">
            <h2>About</h2>
            <dl className="facts">
              <div className="fact">
                <dt>Version</dt>
                <dd>{now.version}</dd>
              </div>
              <div className="fact">
                <dt>Stored in</dt>
                <dd>
                  <code className="path">{now.home}</code>
                </dd>
              </div>
              <div className="fact">
                <dt>Opened by</dt>
                <dd>{now.unlock === 'keychain' ? (now.keychain ?? 'the keychain') : 'your passphrase'}</dd>
              </div>
            </dl>
            <p className="dim">
              No account, no cloud, no telemetry. The network is touched when you test a connection, and at no other time.
            </p>
          </section>
        </div>
      </div>
    </>
  );
}
