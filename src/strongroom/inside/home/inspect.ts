import { join } from 'node:path';
import { asKeyrackError, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { GenerationFacts, Inspection, InspectRequest } from '../../client/contract.js';
import { codeOf, diskError, readWhole } from '../disk/files.js';
import { lookAtLock } from '../disk/lock-facts.js';
import type { Ports } from '../ports.js';
import { generationFiles, readAll, vaultFile } from '../vault/generations.js';
import { open } from '../vault/seal.js';
import type { Store } from '../vault/store.js';
import { accountOf } from '../ways-in/way-in.js';
import { type HomeFacts, isOurs, startedFile } from './home-facts.js';

/** Everything `doctor` needs of the home's inside, as data. A reader like any other: no lock, no change. */
export async function inspect(ports: Ports, store: Store, identity: string | null, request: InspectRequest): Promise<Inspection> {
  const facts = await store.home();
  const names = await namesIn(ports);
  const opened = identity === null ? { health: null, problem: null, recovery: null } : await openedBy(store, identity);
  return {
    vault: facts.home,
    unlocked: identity !== null,
    present: facts.present,
    generations: identity === null ? unopened(facts.present) : await opening(ports, identity),
    ...opened,
    warnings: [...facts.warnings, ...(await identityWarnings(ports, facts))],
    leftovers: {
      temporary: names.filter((name) => /^(vault\.age|identity\.age|keyrack\.json|state\.json|lock)\..*\.(tmp|stale)$/.test(name)),
      damaged: names.filter((name) => name.includes('.damaged-')),
      setAside: names.filter((name) => name.includes('.set-aside-') || name.startsWith('set-aside-')),
      unfinished: names.filter((name) => name === startedFile),
    },
    exposed: await exposedAmong(ports, names),
    lock: await lookAtLock(ports),
    keychain:
      identity !== null && request.keychain && facts.home?.unlock === 'keychain' ? await askKeychain(ports, facts) : { is: 'not-asked' },
  };
}

/** A reader opens the first of the pair and never looks at the other. */
async function identityWarnings({ disk, home }: Ports, facts: HomeFacts): Promise<readonly Warning[]> {
  if (facts.home?.unlock !== 'passphrase') return [];
  const [first, copy] = await Promise.all(['identity.age', 'identity.age.1'].map((file) => readWhole(disk, join(home, file))));
  if (first?.is === 'read' && copy?.is === 'read' && first.bytes.equals(copy.bytes)) return [];
  const unread = [first, copy].find((one) => one?.is === 'unread');
  if (unread?.is === 'unread') return [warn('W_VAULT_UNREAD', `${unread.error.message} It may be whole; nothing is done to it.`)];
  return [warn('W_VAULT_COPY_DAMAGED', 'identity.age and its copy are not the same, or one is missing. Run “keyrack recovery repair”.')];
}

/** A folder that is not there holds nothing; one that cannot be looked through is not called tidy. */
const namesIn = ({ disk, home }: Ports): Promise<readonly string[]> =>
  disk.readdir(home).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw diskError(error);
  });

async function openedBy(store: Store, identity: string): Promise<Pick<Inspection, 'health' | 'problem' | 'recovery'>> {
  try {
    const { health, document } = await store.load(identity, { fresh: true });
    return { health, problem: null, recovery: document.recipients.recovery !== null };
  } catch (error) {
    return { health: null, problem: asKeyrackError(error).body, recovery: null };
  }
}

const unopened = (present: readonly string[]): readonly GenerationFacts[] =>
  generationFiles.filter((file) => present.includes(file)).map((file) => ({ file, is: 'unopened', revision: null, savedAt: null }));

async function opening(ports: Ports, identity: string): Promise<readonly GenerationFacts[]> {
  return (await readAll(ports, identity)).flatMap((one): readonly GenerationFacts[] => {
    if (one.is === 'missing') return [];
    if (one.is === 'unread') return [{ file: one.file, is: 'unread', revision: null, savedAt: null }];
    if (one.is === 'bad') return [{ file: one.file, is: 'bad', revision: null, savedAt: null }];
    return [{ file: one.file, is: 'good', revision: one.document.revision, savedAt: one.document.savedAt }];
  });
}

async function exposedAmong({ disk, home }: Ports, names: readonly string[]): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const wide = async (path: string): Promise<boolean> =>
    disk.lstat(path).then(
      (stat) => !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0,
      () => false,
    );
  const found: string[] = (await wide(home)) ? ['.'] : [];
  for (const name of names.filter(isOurs)) if (await wide(join(home, name))) found.push(name);
  return found;
}

/** Is the way in still there, for someone who came in by another? */
async function askKeychain(ports: Ports, { vaultIds }: HomeFacts): Promise<Inspection['keychain']> {
  try {
    for (const vaultId of vaultIds) {
      const identity = await ports.keychain.get(accountOf(vaultId));
      if (identity !== null) return { is: (await opensAny(ports, identity)) ? 'opens' : 'another' };
    }
    return { is: 'silent' };
  } catch (error) {
    return { is: 'failed', error: asKeyrackError(error).body };
  }
}

async function opensAny({ disk, home }: Ports, identity: string): Promise<boolean> {
  for (const file of [vaultFile, `${vaultFile}.1`]) {
    const found = await readWhole(disk, join(home, file));
    if (found.is === 'unread') throw found.error;
    try {
      if (found.is === 'read' && (await open(found.bytes, identity))) return true;
    } catch (error) {
      if (!(error instanceof KeyrackError)) throw error;
    }
  }
  return false;
}
