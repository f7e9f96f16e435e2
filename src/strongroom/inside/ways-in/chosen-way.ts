import { KeyrackError } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { ChangeUnlockRequest, OfferRecoveryRequest } from '../../client/contract.js';
import type { Ports } from '../ports.js';
import type { Store } from '../vault/store.js';
import { askNewPassphrase, fitToSeal, fitToStay, type Given, givenIn } from './new-passphrase.js';
import { openIdentityFile } from './unlock.js';
import { askPassphrase, type WayIn } from './way-in.js';

/** The home's own way, to keep a new identity by: with the passphrase it has, which a slip of the finger must not change. */
export async function presentWay(ports: Ports, store: Store, request: OfferRecoveryRequest): Promise<WayIn> {
  const { home } = await store.home();
  if (home?.unlock !== 'passphrase') return { unlock: 'keychain' };
  const right = async (given: Given): Promise<WayIn> => {
    await openIdentityFile(ports, given.text);
    return { unlock: 'passphrase', passphrase: fitToStay(given) };
  };
  const given = givenIn(request.passphrase, 'KEYRACK_PASSPHRASE', ports.secrets.passphrase());
  if (given) return right(given);
  if (!request.interactive) throw new KeyrackError('E_PASSPHRASE_MISSING');
  return askPassphrase(ports.secrets, (text) => right({ text, from: null }));
}

/** The way asked for. Without a terminal KEYRACK_PASSPHRASE is the current passphrase where it opened the vault, else the new one. */
export async function newWay(ports: Ports, store: Store, request: ChangeUnlockRequest, isDevice: boolean): Promise<WayIn> {
  const { home } = await store.home();
  if (home?.unlock === 'passphrase' && request.current !== undefined) {
    if (request.current !== null) await openIdentityFile(ports, request.current);
    else if (isDevice) throw new KeyrackError('E_PASSPHRASE_MISSING', 'The current passphrase is needed.');
  }
  if (request.unlock === 'keychain') return { unlock: 'keychain' };
  const { secrets } = ports;
  const given = givenIn(request.passphrase, 'KEYRACK_NEW_PASSPHRASE', secrets.newPassphrase());
  if (given)
    return { unlock: 'passphrase', passphrase: staysAsItIs(given, request, home?.unlock) ? fitToStay(given) : fitToSeal(given, request) };
  const inEnvironment = givenIn(undefined, 'KEYRACK_PASSPHRASE', secrets.passphrase());
  const isCurrent = home?.unlock === 'passphrase' && (await secrets.identity()) === null;
  // `--rotate` alone changes the identity: the passphrase may stay what it is.
  if (inEnvironment && !isCurrent) return { unlock: 'passphrase', passphrase: fitToSeal(inEnvironment, request) };
  if (inEnvironment && request.rotate) return { unlock: 'passphrase', passphrase: fitToStay(inEnvironment) };
  if (!request.interactive) throw noNewOne();
  return {
    unlock: 'passphrase',
    passphrase: await askNewPassphrase(secrets, { undone: 'nothing was changed', allowWeak: request.allowWeak }),
  };
}

const noNewOne = (): KeyrackError =>
  new KeyrackError('E_PASSPHRASE_MISSING', 'A new passphrase is needed, and there is no terminal to ask on.', {
    next: 'Give it in KEYRACK_NEW_PASSPHRASE.',
  });

/** The window's “rotate” gives the current one, which has opened the vault by now, as the new one too. */
const staysAsItIs = ({ text }: Given, { current }: ChangeUnlockRequest, unlock: UnlockWay | undefined): boolean =>
  unlock === 'passphrase' && text === current;
