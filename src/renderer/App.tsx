import { useEffect, useRef } from 'react';
import { Toaster } from './components/Toaster.js';
import { RestoreToNewVault } from './features/backup/RestoreToNewVault.js';
import { FirstRun } from './features/first-run/FirstRun.js';
import { MainView } from './features/home/MainView.js';
import { ImportSheet } from './features/importing/ImportSheet.js';
import { WholeWindowDrop } from './features/importing/WholeWindowDrop.js';
import { Damaged } from './features/lock/Damaged.js';
import { Locked } from './features/lock/Locked.js';
import { useApp } from './state/app.js';
import { useRestoring } from './state/restoring.js';
import { useToasts } from './state/toasts.js';
import { loadVault, useVault } from './state/vault.js';

/** One screen for each phase of the app. */
export function App() {
  const { now, firstRun } = useApp();
  const { anew } = useRestoring();
  const phase = now?.phase;
  // Nothing, also where main has answered before the first drawing.
  const before = useRef<typeof phase>(undefined);
  const theme = now?.settings.theme ?? 'system';
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  const density = now?.settings.density ?? 'comfortable';
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => {
    if (phase === 'open') void loadVault();
    else useVault.getState().forget();
    // What was just done has names in it (S-07). A page that has just begun has done nothing.
    if (phase === 'locked' && before.current) useToasts.getState().clear();
    before.current = phase;
  }, [phase]);
  if (!now) return null;
  return (
    <>
      {anew ? (
        <RestoreToNewVault state={now} />
      ) : now.phase === 'damaged' ? (
        <Damaged state={now} />
      ) : now.phase === 'none' || firstRun ? (
        <FirstRun state={now} />
      ) : now.phase === 'locked' ? (
        <Locked state={now} />
      ) : (
        <>
          <MainView />
          <ImportSheet />
          <WholeWindowDrop />
        </>
      )}
      <Toaster />
    </>
  );
}
