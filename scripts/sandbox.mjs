import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const says = (path) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
};

/**
 * Why Electron cannot sandbox its page on this Linux, and what to do about it; null where nothing stands in its way. Keyrack never starts
 * without its sandbox. Without user namespaces (Ubuntu forbids them from 23.10 on) Chromium's helper beside the binary must be root's,
 * and setuid: npm's download cannot make it so, the deb and the rpm can.
 */
export function sandboxAdvice(binary, { platform = process.platform, uid = process.getuid?.(), read = says, stat = statSync } = {}) {
  if (platform !== 'linux') return null;
  if (uid === 0) return 'Electron does not run as root, because its sandbox does not: start Keyrack as the user whose keys they are.';
  const forbidden =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0';
  const helper = join(dirname(binary), 'chrome-sandbox');
  if (!forbidden || isSetuidRoot(helper, stat)) return null;
  return `This system keeps Electron from sandboxing its page in the usual way. Give its helper the rights it asks for, once:
  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'
Then: npm start. Keyrack’s deb and rpm do this by themselves.`;
}

function isSetuidRoot(path, stat) {
  try {
    const { uid, mode } = stat(path);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}
