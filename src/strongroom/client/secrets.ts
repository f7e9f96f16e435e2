import { type GivenSecrets, secretVariables } from '../../shared/environment.js';

/**
 * Takes what opens a vault out of the environment, for the strongroom's worker and nobody else: before anything is started,
 * so that no other program inherits it (H-73) and no diagnostic report of Node's lists it.
 * Whoever calls this hands the answer on and keeps nothing.
 */
export function takeSecrets(env: NodeJS.ProcessEnv): GivenSecrets {
  const given = secretVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  for (const name of secretVariables) delete env[name];
  return Object.fromEntries(given) as GivenSecrets;
}
