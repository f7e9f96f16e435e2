import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { catalogue, KeyrackError } from '../../../shared/errors/index.js';
import type { InitReply, InitRequest } from '../../client/contract.js';
import { codeOf, isMissing, renameOver, syncFolder, writeTemporary } from '../disk/files.js';
import { moveAside } from '../disk/move-aside.js';
import { emptyDocument, type VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { generationFiles } from '../vault/generations.js';
import { newIdentity, recipientOf } from '../vault/seal.js';
import type { Store } from '../vault/store.js';
import { writePair } from '../vault/writer.js';
import { askNewPassphrase, fitToSeal, givenIn } from '../ways-in/new-passphrase.js';
import { keepIdentity, type WayIn, withoutKeychain } from '../ways-in/way-in.js';
import { homeFiles, startedFile } from './home-facts.js';
import { assessHome, identitiesAtHand } from './home-verdict.js';

/** Where a crash must leave either no vault or one that init may start over (S-09). */
export const initSteps = ['init:started', 'init:noted', 'init:identity-kept', 'init:vault-made', 'init:named', 'init:done'] as const;

/** S-03 */
const orPassphrase =
  'Start and unlock the keychain (on Linux gnome-keyring or KWallet) and allow Keyrack to use it, or make a passphrase vault: keyrack init --unlock passphrase.';

export async function initialise(ports: Ports, store: Store, request: InitRequest): Promise<InitReply> {
  return store.withLock(async () => {
    const { present, started } = await store.home();
    // Refused before anything is asked for.
    if (present.length > 0 && started === null) throw new KeyrackError('E_VAULT_EXISTS');
    const way = await wayForNewVault(ports, request);
    await refuseExisting(ports, store, way);
    try {
      return await makeVault(ports, store, { way, recovery: request.recovery });
    } catch (error) {
      await takeBack(ports, error);
      throw error;
    }
  });
}

/**
 * Refused by a keychain or a disk before there was a vault: what opens none is not left for doctor to wonder about. It is ours for
 * certain: the caller holds the lock, and nothing of the kind lay here when makeVault began. Where a file of the vault is there, or
 * the fault is our own, all of it stays (S-09).
 */
async function takeBack({ disk, home }: Ports, error: unknown): Promise<void> {
  const isRefusal = codeOf(error) !== '' && codeOf(error) !== 'E_VAULT_EXISTS';
  const none = async (file: string) => isMissing(disk, join(home, file));
  if (!isRefusal || !(await Promise.all(generationFiles.map(none))).every(Boolean)) return;
  // The one that says an init was begun goes last.
  for (const file of ['identity.age.1', 'identity.age', startedFile]) await disk.unlink(join(home, file)).catch(() => undefined);
  await syncFolder(disk, home).catch(() => undefined);
}

/**
 * S-09: `keyrack.json.new` → identity stored and read back → vault → `keyrack.json` → `.new` removed. As long as that one is there,
 * nobody was told that there is a vault, and nobody has seen a recovery key. The caller holds the lock.
 */
export async function makeVault(
  ports: Ports,
  store: Store,
  { vaultId = randomUUID(), way, recovery: wanted, fill = (empty) => empty, prove = async () => undefined }: MakeVault,
): Promise<InitReply> {
  await refuseOver(ports);
  await ports.step('init:started');
  const identity = await newIdentity();
  const recoveryKey = wanted ? await newIdentity() : null;
  const createdAt = new Date(ports.clock.now()).toISOString();
  const record = { format: 'keyrack', version: 1, vaultId, unlock: way.unlock, recovery: recoveryKey !== null, createdAt };
  const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  const started = join(ports.home, startedFile);
  await renameOver(ports.disk, ports.clock, await writeTemporary(ports.disk, started, bytes), started);
  await ports.step('init:noted');
  await keepIdentity(ports, vaultId, identity, way).catch(withoutKeychain(orPassphrase));
  await ports.step('init:identity-kept');
  const recovery = recoveryKey === null ? null : await recipientOf(recoveryKey);
  await store.create(fill(emptyDocument({ vaultId, devices: [await recipientOf(identity)], recovery, savedAt: createdAt })), identity);
  await ports.step('init:vault-made');
  await writePair(ports, { name: 'keyrack.json', bytes, verify: async () => undefined });
  await ports.step('init:named');
  await prove(identity);
  await ports.disk.unlink(started);
  await syncFolder(ports.disk, ports.home);
  await ports.step('init:done');
  return { vaultId, unlock: way.unlock, recoveryKey };
}

/** Whatever a disk that fails said before of what lies here: a vault is made over no other, nor over what opens one. */
async function refuseOver({ disk, home }: Ports): Promise<void> {
  for (const file of homeFiles.filter((one) => /^(vault|identity|keyrack)\./.test(one)))
    if (!(await isMissing(disk, join(home, file)))) throw new KeyrackError('E_VAULT_EXISTS');
}

interface MakeVault {
  readonly vaultId?: string;
  readonly way: WayIn;
  readonly recovery: boolean;
  /** What the first revision holds; it changes no recipients. */
  readonly fill?: (empty: VaultDocument) => VaultDocument;
  /** Looks at what was written, before it is called made. */
  readonly prove?: (identity: string) => Promise<void>;
}

/**
 * Any file of the table is an existing home. One that init began (`keyrack.json.new`) starts over where no vault was made yet, or where
 * it opens and is empty at its first revision: judged by opening it, whatever files there are. Its files are set aside.
 */
async function refuseExisting(ports: Ports, store: Store, way: WayIn): Promise<void> {
  const facts = await store.home();
  if (facts.present.length === 0) return;
  const passphrases = way.unlock === 'passphrase' ? [way.passphrase] : [];
  const verdict = await assessHome(ports, store, await identitiesAtHand(ports, facts, { before: [], passphrases, ask: false }));
  if (verdict.is === 'sealed') throw new KeyrackError('E_VAULT_EXISTS', unjudged);
  if (verdict.is !== 'unfinished' || !verdict.isEmpty) throw new KeyrackError('E_VAULT_EXISTS');
  for (const file of homeFiles.filter((one) => facts.present.includes(one))) await moveAside(ports, file, 'set-aside');
}

const unjudged =
  'An init that was cut short has left a vault here, and what was given does not open it, so nobody can say that it is empty; nothing was changed.';

/** The keychain unless asked otherwise; a passphrase as it was given, or asked for twice. */
export async function wayForNewVault(ports: Ports, request: InitRequest): Promise<WayIn> {
  const isOurs = ports.keychain.isOurs !== false;
  const unlock = request.unlock ?? (isOurs ? 'keychain' : 'passphrase');
  // Before a question or a file: what was asked for cannot be had.
  if (unlock === 'keychain' && !isOurs) throw new KeyrackError('E_KEYCHAIN_NOT_OURS');
  if (unlock === 'keychain') return { unlock };
  const given = givenIn(request.passphrase, 'KEYRACK_PASSPHRASE', ports.secrets.passphrase());
  if (given) return { unlock, passphrase: fitToSeal(given, request) };
  const why = request.unlock === null && !isOurs ? `A passphrase will open this vault. ${catalogue.E_KEYCHAIN_NOT_OURS.cause}` : null;
  if (!request.interactive) throw new KeyrackError('E_PASSPHRASE_MISSING', why ?? undefined);
  const question = why === null ? {} : { question: `${why}\nNew passphrase: ` };
  return {
    unlock,
    passphrase: await askNewPassphrase(ports.secrets, { undone: 'nothing was made', allowWeak: request.allowWeak, ...question }),
  };
}
