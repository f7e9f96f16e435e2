import { useState } from 'react';
import type { Said } from '../../components/ErrorNote.js';
import { attempt } from '../attempt.js';

/** One long call of a dialog's: whether it runs, and what it failed with. A second one is not started meanwhile. */
export function useWork() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Said | null>(null);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    const done = await attempt(work, ({ body }) => setError(body));
    setBusy(false);
    return done;
  };
  return { busy, error, run, forget: () => setError(null) };
}
