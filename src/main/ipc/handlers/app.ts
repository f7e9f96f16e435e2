import { appleLinks } from '../../../shared/apple/hosts.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';

export const appHandlers = (shell: Shell): Handlers['app'] => ({
  state: () => shell.state(),
  async openLink({ link }) {
    await shell.openExternal(appleLinks[link]);
    return {};
  },
  async showFolder() {
    await shell.showHome();
    return {};
  },
  installCommandLine: () => shell.installCommandLine(),
  async setSetting(setting) {
    shell.settings.set(setting.name, setting.value);
    return shell.state();
  },
});
