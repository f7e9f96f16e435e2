import { lazy } from 'react';

const activity = () => import('../activity/ActivityPane.js');
const guide = () => import('../guide/GuidePane.js');
const health = () => import('../health/HealthPane.js');
const settings = () => import('../settings/SettingsPane.js');
const trust = () => import('../trust/TrustPane.js');
const vaultDialogs = () => import('../vault/VaultDialogs.js');

/** Places nobody starts in: their code comes after the first paint, so that it is there before anybody gets to them. */
export const ActivityPane = lazy(async () => ({ default: (await activity()).ActivityPane }));
export const GuidePane = lazy(async () => ({ default: (await guide()).GuidePane }));
export const HealthPane = lazy(async () => ({ default: (await health()).HealthPane }));
export const SettingsPane = lazy(async () => ({ default: (await settings()).SettingsPane }));
export const TrustPane = lazy(async () => ({ default: (await trust()).TrustPane }));

export const VaultDialogs = lazy(async () => ({ default: (await vaultDialogs()).VaultDialogs }));

export function fetchLaterPanes(): () => void {
  const idle = requestIdleCallback(() => void Promise.allSettled([activity(), guide(), health(), settings(), trust(), vaultDialogs()]));
  return () => cancelIdleCallback(idle);
}
