import { type GivenSecrets, secretVariables } from '../../shared/environment.js';

/** What `util.inspect` asks instead of looking; a symbol does not cross to the worker, so that there it is what it is. */
const inspected = Symbol.for('nodejs.util.inspect.custom');

/**
 * Takes what opens a vault out of the environment, for the strongroom's worker and nobody else: before anything is started,
 * so that no other program inherits it (H-73) and no diagnostic report of Node's lists it.
 * NODE_DEBUG goes too: with it Node tells stderr what a thread is started with and what is typed to it, byte by byte. This thread
 * has read it by now, so that the answer does not say what it is when it is looked at.
 * Whoever calls this hands the answer on and keeps nothing.
 */
export function takeSecrets(env: NodeJS.ProcessEnv): GivenSecrets {
  const given = secretVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  for (const name of [...secretVariables, 'NODE_DEBUG']) delete env[name];
  return Object.assign(Object.fromEntries(given) as GivenSecrets, { [inspected]: () => '[secrets, not shown]' });
}
