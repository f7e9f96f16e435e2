import { keychains } from '../words.js';

/** The keychain by the name its user knows; null where there is none to be had (a bare Linux, SSH, a container). Asks nobody. */
export function keychainOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform === 'darwin') return keychains.darwin;
  if (platform === 'win32') return keychains.win32;
  // Without a session bus there is nobody to ask; whether somebody answers on it shows when the vault is made.
  if (!env.DBUS_SESSION_BUS_ADDRESS && !env.XDG_RUNTIME_DIR) return null;
  return /kde/i.test(env.XDG_CURRENT_DESKTOP ?? '') ? keychains.kde : keychains.gnome;
}
