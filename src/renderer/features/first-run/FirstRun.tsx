import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { api, unwrap } from '../../lib/api.js';
import { useApp } from '../../state/app.js';
import { RecoveryStep } from './RecoveryStep.js';
import { type Sealing, SealStep } from './SealStep.js';

/** Two steps here; the third, the first key, is the empty list itself. */
export function FirstRun({ state }: { readonly state: AppState }) {
  const { setFirstRun } = useApp();
  const [recovery, setRecovery] = useState<{ readonly key: string; readonly ask: readonly number[] } | null>(null);
  const done = () => {
    setRecovery(null);
    setFirstRun(false);
  };
  if (recovery) return <RecoveryStep recoveryKey={recovery.key} ask={recovery.ask} onDone={done} />;
  const make = async (sealing: Sealing) => {
    const { recoveryKey, ask } = await unwrap(api.vault.init({ ...sealing, recovery: true }));
    if (recoveryKey === null) done();
    else setRecovery({ key: recoveryKey, ask });
  };
  return <SealStep state={state} make={make} />;
}
