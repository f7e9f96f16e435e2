import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { ago } from '../../lib/time.js';
import type { Place } from '../../state/view.js';
import * as texts from '../../words/organizations.js';
import { inNoBackup } from '../backup/in-no-backup.js';
import { recoveryOf } from '../recovery/recovery-of.js';

/** A line of the list's foot. */
export interface Word {
  readonly words: string;
  readonly isMissing: boolean;
  readonly to: Place;
  readonly isOfBackup?: true;
}

/** What is missing, each once; where nothing is, one word that says so. `now`: milliseconds since 1970. */
export function safety(data: VaultData, app: AppState, now: number): readonly Word[] {
  const missing = (words: string) => ({ words, isMissing: true, to: 'settings' }) as const;
  const at = data.lastBackupAt;
  const left = inNoBackup(data);
  const recovery = recoveryOf(app, data);
  const all: readonly Word[] = [
    ...(recovery === 'there' ? [] : [missing(texts.recoveryKeyWaits(recovery))]),
    // What no card says while it is true of every one.
    ...(left > 0 ? [{ ...missing(at === null ? texts.noBackupYet : texts.inNoBackup(left)), isOfBackup: true } as const] : []),
  ];
  if (all.length > 0) return all;
  return [{ words: at === null ? texts.sealedOnThisComputer : texts.backedUp(ago(at, now)), isMissing: false, to: 'trust' }];
}
