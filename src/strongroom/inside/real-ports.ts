import type { StrongroomOptions } from '../client/start.js';
import { homeDisk, otherDisk } from './disk/disks.js';
import type { Ports } from './ports.js';
import { keychainByChild } from './ways-in/keychain/by-child.js';
import { keychainInProcess } from './ways-in/keychain/in-process.js';
import { keychainNotOurs } from './ways-in/keychain/not-ours.js';
import { realSecrets } from './ways-in/secrets.js';

const realClock: Ports['clock'] = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: async (ms, signal) => void (await (await import('node:timers/promises')).setTimeout(ms, undefined, signal ? { signal } : {})),
};

/** The product's ports. scrypt at 2^18 takes about a second; no environment hook changes it. */
export function realPorts({ home, keychainChildPath, keychainIsOurs, secrets }: StrongroomOptions): Ports {
  return {
    home,
    disk: homeDisk,
    otherDisk,
    clock: realClock,
    keychain: keychainFor(keychainChildPath, keychainIsOurs),
    secrets: realSecrets(secrets, { disk: otherDisk, clock: realClock }),
    step: () => undefined,
    scryptLogN: 18,
  };
}

function keychainFor(childPath: string | null, isOurs: boolean): Ports['keychain'] {
  if (!isOurs) return keychainNotOurs();
  return childPath === null ? keychainInProcess() : keychainByChild({ childPath, env: process.env });
}
