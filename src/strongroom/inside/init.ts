import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KeyrackError } from '../../shared/errors/index.js';
import type { InitReply, InitRequest } from '../client/contract.js';
import { emptyDocument } from './document.js';
import { readWhole, renameOver, syncFolder, writeTemporary } from './files.js';
import { homeFiles } from './home-facts.js';
import type { Ports } from './ports.js';
import { newIdentity, recipientOf } from './seal.js';
import type { Store } from './store.js';
import { askNewPassphrase, keepIdentity, type WayIn, withoutKeychain } from './way-in.js';
import { writePair } from './writer.js';

/** Where a crash must leave either no vault or one that init may start over (S-09). */
export const initSteps = ['init:started', 'init:noted', 'init:identity-kept', 'init:vault-made', 'init:done'] as const;

/** S-03 */
const orPassphrase = 'Install and start gnome-keyring or KWallet, or use a passphrase vault: keyrack init --unlock passphrase.';

/** S-09: `keyrack.json.new` → identity stored and read back → vault → rename to `keyrack.json`. */
export async function initialise(ports: Ports, store: Store, request: InitRequest): Promise<InitReply> {
  const unlock = request.unlock ?? 'keychain';
  return store.withLock(async () => {
    await refuseExisting(ports, store);
    await ports.step('init:started');
    const way: WayIn = unlock === 'passphrase' ? { unlock, passphrase: await passphraseFor(ports, request) } : { unlock };
    const vaultId = randomUUID();
    const identity = await newIdentity();
    const recoveryKey = request.recovery ? await newIdentity() : null;
    const createdAt = new Date(ports.clock.now()).toISOString();
    const record = { format: 'keyrack', version: 1, vaultId, unlock, recovery: recoveryKey !== null, createdAt };
    const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
    const started = join(ports.home, 'keyrack.json.new');
    await renameOver(ports.disk, ports.clock, await writeTemporary(ports.disk, started, bytes), started);
    await ports.step('init:noted');
    await keepIdentity(ports, vaultId, identity, way).catch(withoutKeychain(orPassphrase));
    await ports.step('init:identity-kept');
    const recovery = recoveryKey === null ? null : await recipientOf(recoveryKey);
    await store.create(emptyDocument({ vaultId, devices: [await recipientOf(identity)], recovery, savedAt: createdAt }), identity);
    await ports.step('init:vault-made');
    await writePair(ports, { name: 'keyrack.json', bytes, verify: async () => undefined });
    await ports.disk.unlink(started);
    await syncFolder(ports.disk, ports.home);
    await ports.step('init:done');
    return { vaultId, unlock, recoveryKey };
  });
}

/** Any file of the table is an existing home. A half-made one (`keyrack.json.new`) starts over, its files set aside. */
async function refuseExisting(ports: Ports, store: Store): Promise<void> {
  const { present } = await store.home();
  if (present.length === 0) return;
  const halfMade =
    (await readWhole(ports.disk, join(ports.home, 'keyrack.json.new'))).is === 'read' &&
    !present.some((file) => file.startsWith('keyrack.json'));
  // A vault with more than its first revision has generations; one that was only just made has none.
  const onlyJustMade = !present.some((file) => /^vault\.age\.[2-5]$/.test(file)) && !present.includes('state.json');
  if (!halfMade || !onlyJustMade) throw new KeyrackError('E_VAULT_EXISTS');
  const when = new Date(ports.clock.now()).toISOString().replace(/[:.]/g, '-');
  for (const file of homeFiles.filter((one) => present.includes(one))) {
    await ports.disk.rename(join(ports.home, file), join(ports.home, `${file}.set-aside-${when}`));
  }
}

async function passphraseFor(ports: Ports, request: InitRequest): Promise<string> {
  const given = request.passphrase ?? ports.secrets.passphrase();
  if (given) return given;
  if (!request.interactive) throw new KeyrackError('E_PASSPHRASE_MISSING');
  return askNewPassphrase(ports.secrets, 'nothing was made');
}
