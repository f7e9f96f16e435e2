import { useEffect, useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import type { Said } from '../../components/ErrorNote.js';
import { api, unwrap } from '../api.js';
import { attempt } from '../attempt.js';

/** The keychain where it is to be chosen. `looking`: it was asked and has not answered yet. */
export interface Keychain {
  readonly is: 'looking' | 'there' | 'not-there';
  /** Why it is not. */
  readonly problem: Said | null;
}

/** Its name alone says nothing: the library or the daemon may be missing. So it is asked before it is called found. */
export function useKeychain({ keychain, keychainProblem }: Pick<AppState, 'keychain' | 'keychainProblem'>): Keychain {
  const [answer, setAnswer] = useState<{ readonly problem: Said | null } | null>(null);
  const isNamed = keychain !== null;
  useEffect(() => {
    if (!isNamed) return;
    let isMine = true;
    const take = (problem: Said | null) => isMine && setAnswer({ problem });
    void attempt(
      async () => take((await unwrap(api.vault.keychain({}))).problem),
      ({ body }) => take(body),
    );
    return () => {
      isMine = false;
    };
  }, [isNamed]);
  if (!isNamed) return { is: 'not-there', problem: keychainProblem };
  if (answer === null) return { is: 'looking', problem: null };
  return { is: answer.problem === null ? 'there' : 'not-there', problem: answer.problem };
}
