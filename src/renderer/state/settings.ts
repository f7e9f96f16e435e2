import type { AppState } from '../../shared/ipc/contract.js';
import { guideSteps } from '../../shared/words/guide.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { useApp } from './app.js';
import { sayError } from './toasts.js';

type Setting = Parameters<typeof api.app.setSetting>[0];

/** Shown at once, so that the next quick click builds on it; main's answer is what counts. */
export function saveSetting(setting: Setting): void {
  const { now, took } = useApp.getState();
  if (now) useApp.setState({ now: { ...now, settings: { ...now.settings, [setting.name]: setting.value } } });
  void attempt(
    async () => took(await unwrap(api.app.setSetting(setting))),
    (error) => {
      useApp.setState({ now });
      sayError(error);
    },
  );
}

/** From cards to one row a key, and back. */
export function changeDensity(): void {
  const before = useApp.getState().now?.settings.density;
  saveSetting({ name: 'density', value: before === 'compact' ? 'comfortable' : 'compact' });
}

/** The way has been gone to its end: the next key begins it anew. */
export function endGuide(): void {
  const step = useApp.getState().now?.settings.guide.step;
  if (step === guideSteps.team.length - 1) saveGuide({ step: 0 });
}

type Guide = AppState['settings']['guide'];
export function saveGuide(set: Partial<Guide>): void {
  const before = useApp.getState().now?.settings.guide;
  if (before) saveSetting({ name: 'guide', value: { ...before, ...set } });
}
