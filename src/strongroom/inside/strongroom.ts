import type { Strongroom } from '../client/contract.js';
import { createBackups } from './backup/backups.js';
import { createContext } from './context.js';
import { createCare } from './home/care.js';
import { createImports } from './keys/imports.js';
import { createSigner } from './keys/signer.js';
import type { Ports } from './ports.js';
import { createVault } from './vault/vault.js';
import { createWaysIn } from './ways-in/ways-in.js';
import { wrapMethods } from './wrap-methods.js';

/**
 * The one object that ever holds a private key, a passphrase or an identity. An object first and a thread second:
 * tests drive it in-process, `worker.ts` serves it over a port.
 */
export function createStrongroom(ports: Ports): Strongroom {
  const context = createContext(ports);
  const room: Strongroom = {
    ...createSigner(context),
    ...createVault(context),
    ...createImports(context),
    ...createWaysIn(context),
    ...createBackups(context),
    ...createCare(context),
  };
  return wrapMethods(room, (work) => context.held.tidy(work));
}
