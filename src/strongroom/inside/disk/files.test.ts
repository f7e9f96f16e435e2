import { describe, expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import { about, diskError, orDiskError } from './files.js';

const failed = (code: string, at: { readonly path?: string; readonly dest?: string } = { path: '/home/ada/Keyrack/vault.age' }) =>
  Object.assign(new Error(`${code}: no words of the system’s`), { code }, at);

describe('R-30 what a failed call of the disk is called', () => {
  test.each([
    ['ENOSPC', 'E_DISK_FULL', 'Not saved: the disk is full, and vault.age could not be written. Your keys are as they were.'],
    ['EDQUOT', 'E_DISK_FULL', 'Not saved: the disk is full, and vault.age could not be written. Your keys are as they were.'],
    ['EACCES', 'E_VAULT_READ', 'The system refused to read or write vault.age (EACCES).'],
    ['EPERM', 'E_VAULT_READ', 'The system refused to read or write vault.age (EPERM).'],
    ['EROFS', 'E_VAULT_READ', 'The system refused to read or write vault.age (EROFS).'],
    ['EBUSY', 'E_BUSY', 'Another program holds vault.age open.'],
    ['EIO', 'E_DISK', 'Not saved: the disk gave an error at vault.age (EIO). Your keys are as they were.'],
    ['ESTALE', 'E_DISK', 'Not saved: the disk gave an error at vault.age (ESTALE). Your keys are as they were.'],
  ])('%s is %s, and never a damaged vault', (system, code, message) => {
    expect(diskError(failed(system))).toMatchObject({ code, message });
  });

  test('what has a name of ours already keeps it', () => {
    const known = new KeyrackError('E_BUSY');
    expect(diskError(known)).toBe(known);
  });

  test.each([
    [{ path: '/home/ada/Keyrack/lock' }, 'at the file “lock” (EIO)'],
    [{ path: '/home/ada/Keyrack/vault.age.3' }, 'at vault.age.3 (EIO)'],
    [{ path: '/a/vault.age.5f3b6c1e-1111-4222-8333-123456789abc.tmp' }, 'at vault.age (EIO)'],
    [{ path: '/a/vault.age', dest: '/a/vault.age.1' }, 'at vault.age.1 (EIO)'],
    [{ path: '/home/ada/secret-client' }, 'at Keyrack’s folder (EIO)'],
    [{}, 'at a file of the vault (EIO)'],
  ])('a file is called as its user knows it, and no path is said: %j', (at, words) => {
    expect(diskError(failed('EIO', at)).message).toContain(words);
  });

  test('an error of the system’s is the disk’s; a fault of ours stays what it is', () => {
    expect(orDiskError(failed('EIO'))).toMatchObject({ code: 'E_DISK' });
    const ours = new TypeError('undefined is no function');
    expect(orDiskError(ours)).toBe(ours);
  });

  test('what failed by its handle is given the name of its file, once', () => {
    expect(diskError(about('/a/identity.age', failed('EIO', {}))).message).toContain('identity.age');
    expect(diskError(about('/a/identity.age', failed('EIO', { path: '/a/keyrack.json' }))).message).toContain('keyrack.json');
  });
});
