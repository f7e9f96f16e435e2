import { lazy } from 'react';

const activity = () => import('../activity/ActivityPane.js');
const guide = () => import('../guide/GuidePane.js');
const settings = () => import('../settings/SettingsPane.js');
const trust = () => import('../trust/TrustPane.js');

/** Places nobody starts in: their code comes after the first paint, so that it is there before anybody gets to them. */
export const ActivityPane = lazy(async () => ({ default: (await activity()).ActivityPane }));
export const GuidePane = lazy(async () => ({ default: (await guide()).GuidePane }));
export const SettingsPane = lazy(async () => ({ default: (await settings()).SettingsPane }));
export const TrustPane = lazy(async () => ({ default: (await trust()).TrustPane }));

export function fetchLaterPanes(): () => void {
  const idle = requestIdleCallback(() => void Promise.allSettled([activity(), guide(), settings(), trust()]));
  return () => cancelIdleCallback(idle);
}
