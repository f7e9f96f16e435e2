import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { UnlockWay } from '../../src/shared/model.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import type { Ports } from '../../src/strongroom/inside/ports.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { openIdentityFile } from '../../src/strongroom/inside/ways-in/unlock.js';
import { keychainIn, testPorts } from './home.js';
import { newPassphrase } from './rekeyings.js';

export const passphrase = 'correct horse battery staple';

/** A home and the keychain beside it: what a copy of one folder takes along. */
export interface Place {
  readonly home: string;
  readonly keychain: string;
}
export const placeIn = (folder: string): Place => ({ home: join(folder, 'home'), keychain: join(folder, 'keychain.json') });

export const portsOf = ({ home, keychain }: Place, change: Partial<Ports> = {}): Ports =>
  testPorts(home, { keychain: keychainIn(keychain), ...change });

/** By the way the vault was made with. */
export const unlockAs = (room: Strongroom, way: UnlockWay) =>
  room.unlock(way === 'keychain' ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase });

/** As its user would: the home's own way, and where that asks, the old passphrase or the new one. */
export async function opened(place: Place): Promise<{ room: Strongroom; typed: string; vaultId: string }> {
  let refused: unknown;
  for (const typed of [passphrase, newPassphrase]) {
    const ports = portsOf(place);
    const room = createStrongroom({ ...ports, secrets: { ...ports.secrets, ask: async () => typed } });
    try {
      const { health, vaultId } = await room.unlock({ how: 'any', interactive: true });
      expect(health.readOnly).toBeNull();
      return { room, typed, vaultId };
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

/** The device identity, wherever it is kept. */
export async function deviceIn(place: Place, vaultId: string, typed: string): Promise<string> {
  const { unlock } = JSON.parse(await readFile(join(place.home, 'keyrack.json'), 'utf8'));
  if (unlock === 'keychain') return (await keychainIn(place.keychain).get(`vault:${vaultId}`)) ?? '';
  return (await openIdentityFile(portsOf(place), typed)).identity;
}
