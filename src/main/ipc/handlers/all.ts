import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import type { Recovery } from '../../shown-recovery-key.js';
import { activityHandlers } from './activity.js';
import { appHandlers } from './app.js';
import { backupHandlers } from './backup.js';
import { doctorHandlers } from './doctor.js';
import { keyHandlers } from './keys.js';
import { organizationHandlers } from './organizations.js';
import { tokenHandlers } from './token.js';
import { recoveryHandlers, vaultHandlers } from './vault.js';

export const handlersFor = (shell: Shell, recovery: Recovery): Handlers => ({
  app: appHandlers(shell),
  vault: vaultHandlers(shell, recovery),
  recovery: recoveryHandlers(shell, recovery),
  organizations: organizationHandlers(shell),
  keys: keyHandlers(shell),
  jobs: {
    async cancel({ job, part }) {
      shell.jobs.cancel(job, part);
      return {};
    },
  },
  token: tokenHandlers(shell),
  activity: activityHandlers(shell),
  doctor: doctorHandlers(shell),
  backup: backupHandlers(shell, recovery),
});
