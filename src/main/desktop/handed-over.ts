import { closeSync, fstatSync, readFileSync } from 'node:fs';
import type { GivenSecrets } from '../../shared/environment.js';
import { takeSecrets } from '../../strongroom/client/secrets.js';

/** Names the descriptor on which `npm start` hands over what it took out of its environment. No secret itself. */
const channel = 'KEYRACK_SECRETS_FD';

/**
 * The secrets of the environment, once. Chromium may have begun before our first line: whoever starts the window with `npm start`
 * has them handed over beside the environment, so that no process but ours ever sees them (H-73).
 */
export function secretsOf(env: NodeJS.ProcessEnv): GivenSecrets {
  const fd = env[channel];
  delete env[channel];
  const ours = takeSecrets(env);
  return fd === undefined ? ours : { ...handedOver(Number(fd)), ...ours };
}

/** Nothing where it is no pipe of our start script's: then the window asks, as it does without one. */
function handedOver(fd: number): GivenSecrets {
  try {
    const stat = fstatSync(fd);
    if (!stat.isSocket() && !stat.isFIFO()) return {};
    const text = readFileSync(fd, 'utf8');
    closeSync(fd);
    return takeSecrets(JSON.parse(text) as NodeJS.ProcessEnv);
  } catch {
    return {};
  }
}
