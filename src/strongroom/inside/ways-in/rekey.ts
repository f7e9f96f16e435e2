import { join } from 'node:path';
import { fromBody, type Warning } from '../../../shared/errors/index.js';
import type { OtherCopy } from '../../client/contract.js';
import { diskError, removeQuietly } from '../disk/files.js';
import { refuseLinks } from '../disk/links.js';
import type { Lock } from '../disk/lock.js';
import type { VaultDocument } from '../document/document.js';
import { noteWay, startedFile } from '../home/home-facts.js';
import { droppedIdentity, otherCopies } from '../home/other-copies.js';
import type { Ports } from '../ports.js';
import { newIdentity, recipientOf } from '../vault/seal.js';
import type { Store } from '../vault/store.js';
import { forgetOtherWay, keepIdentity, type WayIn, withoutKeychain } from './way-in.js';

/** The points of a change of identities or of the way in; `rewriteSteps` and `saveSteps` lie between them. */
export const rekeySteps = ['rekey:start', 'rekey:identity-kept', 'rekey:noted', 'rekey:done'] as const;

export interface Rekeying {
  /** Null: the device identity stays where it is, and as it is. */
  readonly way: WayIn | null;
  /** A new device identity in place of all others. Without it the one that is held stays, or joins in where it was the recovery key. */
  readonly rotate: boolean;
  /** A new recovery key, in place of the old one. */
  readonly recoveryKey: string | null;
  /** As in `Rewriting`. */
  readonly mayDelete: readonly string[] | null;
}

export interface Rekeyed {
  readonly newDevice: boolean;
  /** What could not be sealed anew, by name. */
  readonly deleted: readonly string[];
  readonly found: readonly OtherCopy[];
  readonly warnings: readonly Warning[];
}

type Recipients = VaultDocument['recipients'];

/**
 * S-05. Sealed to old and new, the new identity kept and read back, noted in keyrack.json, sealed to the new alone, the old
 * way forgotten: killed anywhere, one of the two ways opens every generation. `adopt`: from here on this identity is the one to hold.
 */
export async function rekey(
  ports: Ports,
  store: Store,
  held: string,
  { way, rotate, recoveryKey, mayDelete }: Rekeying,
  adopt: (identity: string) => void,
): Promise<Rekeyed> {
  const { home } = await store.home();
  return store.withLock(async (lock) => {
    // Halfway is too late for the files that come last.
    await refuseLinks(ports, ['keyrack.json', 'keyrack.json.1', 'identity.age', 'identity.age.1']);
    const { document, health } = await store.load(held, { fresh: true });
    if (health.readOnly) throw fromBody(health.readOnly.error);
    await ports.step('rekey:start');
    const { recipients, vaultId } = document;
    const stays = way === null || (!rotate && recipients.devices.includes(await recipientOf(held)));
    const newDevice = stays ? null : await newIdentity();
    const device = newDevice ?? held;
    const fresh = [newDevice, recoveryKey].filter((one) => one !== null);
    const { both, after } = await recipientsFor(recipients, { device, rotate: rotate && !stays, recoveryKey });
    const deleted = await reseal(store, lock, 'reseal-both', {
      from: recipients,
      to: both,
      reader: held,
      identities: [held, ...fresh],
      mayDelete,
    });
    if (way) await keepIdentity(ports, vaultId, device, way).catch(withoutKeychain(stillOpens));
    adopt(device);
    await ports.step('rekey:identity-kept');
    const unlock = way?.unlock ?? home?.unlock ?? 'keychain';
    await noteWay(ports, { vaultId, unlock, recovery: after.recovery !== null });
    await ports.step('rekey:noted');
    const rest = await reseal(store, lock, 'reseal-new', {
      from: both,
      to: after,
      reader: device,
      identities: [device, ...fresh],
      mayDelete,
    });
    const warnings = await forgetOtherWay(ports, vaultId, home?.unlock ?? unlock, unlock).catch((error: unknown) => {
      throw diskError(error);
    });
    // What init began is over once there is a recovery key that somebody has seen (S-09).
    if (recoveryKey !== null) await removeQuietly(ports.disk, join(ports.home, startedFile));
    await ports.step('rekey:done');
    // A change that was stopped halfway left the vault open to more than what let us in.
    const mine = await recipientOf(held);
    const others = recipients.devices.some((one) => one !== mine && !after.devices.includes(one));
    const found = mayDelete === null ? [] : await otherCopies(ports, droppedIdentity(held, others));
    return { newDevice: newDevice !== null, deleted: [...deleted, ...rest], found, warnings };
  });
}

const stillOpens =
  'The vault opens as before, and can stay so. To let the keychain open it, start and unlock it (on Linux gnome-keyring or KWallet), allow Keyrack to use it, then try again.';

interface Wanted {
  readonly device: string;
  readonly rotate: boolean;
  readonly recoveryKey: string | null;
}

/** `both`: whoever opens it before and whoever will. The old recovery key keeps its name until the new one has taken its place. */
async function recipientsFor(before: Recipients, wanted: Wanted): Promise<{ both: Recipients; after: Recipients }> {
  const device = await recipientOf(wanted.device);
  const recovery = wanted.recoveryKey === null ? before.recovery : await recipientOf(wanted.recoveryKey);
  const joining = before.recovery !== null && recovery !== null && recovery !== before.recovery ? [device, recovery] : [device];
  const others = wanted.rotate ? [] : before.devices;
  return {
    both: { ...before, devices: unique([...before.devices, ...joining]), recovery: before.recovery ?? recovery },
    after: { ...before, devices: unique([...others, device]), recovery },
  };
}

interface Resealing {
  readonly from: Recipients;
  readonly to: Recipients;
  readonly reader: string;
  readonly identities: readonly string[];
  readonly mayDelete: readonly string[] | null;
}

async function reseal(store: Store, lock: Lock, name: 'reseal-both' | 'reseal-new', it: Resealing): Promise<readonly string[]> {
  if (sameRecipients(it.from, it.to)) return [];
  const change = (document: VaultDocument): VaultDocument => ({ ...document, recipients: { ...document.recipients, ...it.to } });
  return store.rewrite(lock, it.reader, { name, change, identities: it.identities, mayDelete: it.mayDelete });
}

const sameRecipients = (a: Recipients, b: Recipients): boolean => a.recovery === b.recovery && a.devices.join() === b.devices.join();

const unique = (all: readonly string[]): string[] => [...new Set(all)];
