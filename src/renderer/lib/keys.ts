import { useApp } from '../state/app.js';
import * as common from '../words/common.js';

const isMac = (): boolean => useApp.getState().now?.platform === 'darwin';

/** "⌘F" or "Ctrl+F", as the system's own menus write it. */
export const mod = (key: string): string => (isMac() ? `⌘${key}` : common.ctrl(key));

/** Is the platform's command key held, and nothing else that would mean another command? */
export const isMod = (event: { readonly metaKey: boolean; readonly ctrlKey: boolean; readonly altKey: boolean }): boolean =>
  !event.altKey && (isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);
