/** The keychain by the name its user knows; null where there is none to be had (a bare Linux, SSH, a container). Asks nobody. */
export function keychainOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  // Without a session bus there is nobody to ask; whether somebody answers on it shows when the vault is made.
  if (!env.DBUS_SESSION_BUS_ADDRESS && !env.XDG_RUNTIME_DIR) return null;
  return /kde/i.test(env.XDG_CURRENT_DESKTOP ?? '') ? 'KWallet' : 'GNOME Keyring';
}
