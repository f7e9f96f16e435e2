import { describe, expect, test, vi } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';
import { createHeld } from './held.js';

function unlocked() {
  const held = createHeld();
  held.admit('AGE-SECRET-KEY-1', 'sha');
  return held;
}

describe('S-07 what the strongroom holds', () => {
  test('is nothing before it is opened, and nothing after it is locked', () => {
    const held = createHeld();
    expect(() => held.needIdentity()).toThrow(expect.objectContaining({ code: 'E_LOCKED' }));
    held.admit('AGE-SECRET-KEY-1', 'sha');
    held.offer = { key: 'AGE-SECRET-KEY-2', way: null };
    held.tried = ['AGE-SECRET-KEY-3'];
    held.backup = { ticket: 't' } as typeof held.backup;
    held.shown = { unlock: 'keychain' } as typeof held.shown;
    expect(held.needIdentity()).toBe('AGE-SECRET-KEY-1');
    held.lock();
    const { identity, openedBy, offer, backup, tried, shown } = held;
    expect({ identity, openedBy, offer, backup, tried, shown }).toEqual({
      identity: null,
      openedBy: null,
      offer: null,
      backup: null,
      tried: [],
      shown: null,
    });
  });

  test('and what was made of it is forgotten with it', () => {
    const held = unlocked();
    const forget = vi.fn();
    held.onForget(forget);
    held.lock();
    expect(forget).toHaveBeenCalledOnce();
  });

  test('what runs across a lock ends, and leaves nothing behind', async () => {
    const held = unlocked();
    await held.tidy(async () => {
      held.lock();
      held.offer = { key: 'AGE-SECRET-KEY-2', way: null };
    });
    expect(held.offer).toBeNull();
  });

  test('what runs across a lock and a new unlock takes nothing away from whoever is in now', async () => {
    const held = unlocked();
    await held.tidy(async () => {
      held.lock();
      held.admit('AGE-SECRET-KEY-4', null);
    });
    expect(held.identity).toBe('AGE-SECRET-KEY-4');
  });

  test('a new identity does not open what was locked while it was made', () => {
    const held = unlocked();
    held.lock();
    held.becomes('AGE-SECRET-KEY-4');
    expect(held.identity).toBeNull();
  });

  test('an identity that opens nothing any more is forgotten, and any other failure is not', async () => {
    const held = unlocked();
    const failing = (code: 'E_DISK' | 'E_IDENTITY_WRONG') =>
      held.opened(async () => {
        throw new KeyrackError(code);
      });
    await expect(failing('E_DISK')).rejects.toMatchObject({ code: 'E_DISK' });
    expect(held.identity).not.toBeNull();
    await expect(failing('E_IDENTITY_WRONG')).rejects.toMatchObject({ code: 'E_LOCKED' });
    expect(held.identity).toBeNull();
  });
});
