import { useEffect } from 'react';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useImporting } from '../../state/importing.js';
import { sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';

/** Asked for, and not shown yet. */
let waiting: readonly string[] = [];

/** Files that were opened with Keyrack come as if they were dropped: once the vault is open, and what is being done is finished. */
export function useOpenedFiles(isOpen: boolean): void {
  const noSheet = useImporting(({ at }) => at === null);
  const noDialog = useView(({ asking }) => asking === null);
  const isFree = isOpen && noSheet && noDialog;
  useEffect(() => {
    if (!isFree) return;
    void take();
    return api.on['files.opened'](() => void take());
  }, [isFree]);
}

async function take(): Promise<void> {
  await attempt(async () => {
    waiting = [...waiting, ...(await unwrap(api.keys.opened({})))];
  }, sayError);
  // A sheet may have been opened meanwhile: it is finished first.
  if (waiting.length === 0 || useImporting.getState().at !== null) return;
  const paths = waiting;
  waiting = [];
  // Nobody has said whose they are, whichever organization is in view.
  await useImporting.getState().drop(paths, false, null);
}
