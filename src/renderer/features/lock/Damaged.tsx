import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { ErrorNote, type Said } from '../../components/ErrorNote.js';
import { Mark } from '../../components/Mark.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';

/** The vault cannot be read. Nothing is changed here; the page says what was found and tries again when asked. */
export function Damaged({ state }: { readonly state: AppState }) {
  const { took } = useApp();
  const [error, setError] = useState<Said | null>(state.error);
  const again = async () => {
    setError(null);
    await attempt(
      async () => took(await unwrap(api.vault.unlock({ passphrase: null }))),
      (failed) => setError(failed.body),
    );
  };
  return (
    <main className="welcome">
      <div className="welcome-body lock">
        <Mark />
        <h1>The vault cannot be read</h1>
        <p className="lead">Nothing was changed and nothing was deleted. Its files lie in:</p>
        <p className="id path">{state.home}</p>
        <div className="welcome-main">{error ? <ErrorNote error={error} /> : null}</div>
        <div className="welcome-foot">
          <span className="spacer" />
          <Button look="primary" large onClick={() => void again()}>
            Try again
          </Button>
        </div>
      </div>
    </main>
  );
}
