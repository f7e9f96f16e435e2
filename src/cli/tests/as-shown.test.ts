import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, storeKeys, vaultWithKeys } from '../../../tests/support/backup.js';
import { cliIn, withKeys } from '../../../tests/support/command-line.js';
import { conversation, open } from '../../../tests/support/conversation.js';
import { spoil } from '../../../tests/support/generations.js';
import { issuerId, makeHome, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey, type TestKey } from '../../../tests/support/keys.js';
import type { BackupPreviewData } from '../../shared/ipc/backup-calls.js';
import type { FoundPreview, ImportedFile } from '../../shared/ipc/contract.js';

const ids = ['AAAAAAAAA1', 'BBBBBBBBB2'] as const;
const changed = { ok: false, error: { code: 'E_FILE_CHANGED' } };
const entry = (keyId: string, key: TestKey) => ({ key_id: keyId, issuer_id: issuerId, key: key.applePem });

/** Two keys in a folder, as a preview shows them. */
async function folderOfTwo() {
  const folder = await temporaryFolder(onTestFinished);
  const [one, two, stranger] = [makeKey(), makeKey(), makeKey()];
  const paths = ids.map((id) => join(folder, `AuthKey_${id}.p8`)) as [string, string];
  for (const [n, key] of [one, two].entries()) await writeFile(paths[n] ?? '', key.applePem, { mode: 0o600 });
  return { folder, paths, one, two, stranger };
}

/** What happens to a file between the table and the answer; each leaves another key in its place. */
const exchanges: readonly (readonly [how: string, exchange: (path: string, stranger: TestKey) => void])[] = [
  ['written over', (path, stranger) => writeFileSync(path, stranger.applePem)],
  [
    'replaced by another file',
    (path, stranger) => {
      writeFileSync(`${path}.new`, stranger.applePem);
      renameSync(`${path}.new`, path);
    },
  ],
  [
    'made a link to another',
    (path, stranger) => {
      writeFileSync(`${path}.other`, stranger.applePem);
      rmSync(path);
      symlinkSync(`${path}.other`, path);
    },
  ],
];

describe('what was shown is what is stored, at the command line:', () => {
  test.for(exchanges)('M-12 a file %s after the table was shown is refused, the other is stored', async ([, exchange]) => {
    const { cli } = await withKeys();
    const { folder, paths, two, stranger } = await folderOfTwo();
    const { code, err } = await cli(['import', '--from', folder, '--org', 'Acme', '--issuer', issuerId], {
      tty: true,
      answer: () => {
        exchange(paths[0], stranger);
        return 'y';
      },
    });
    expect([code, err]).toEqual([8, expect.stringContaining('E_FILE_CHANGED')]);
    const stored: { fingerprint: string }[] = JSON.parse((await cli(['list', '--json'])).out);
    expect(stored.map(({ fingerprint }) => fingerprint)).toEqual([two.fingerprint]);
  });

  test('M-12 a JSON whose rows have moved, or tell of another Key ID or team, stores none that was not shown', async () => {
    const { cli } = await withKeys();
    const { folder, one, two, stranger } = await folderOfTwo();
    const path = join(folder, 'keys.json');
    const shown = [entry('ROW0000001', one), entry('ROW0000002', two)];
    const importing = async (becomes: object) => {
      await writeFile(path, JSON.stringify(shown), { mode: 0o600 });
      const answer = () => {
        writeFileSync(path, JSON.stringify(becomes));
        return 'y';
      };
      const { code, err } = await cli(['import', '--from', path], { tty: true, answer });
      return [code, (err.match(/E_FILE_CHANGED/g) ?? []).length, JSON.parse((await cli(['list', '--json'])).out).length];
    };
    expect(await importing([entry('STRANGER01', stranger), ...shown])).toEqual([8, 2, 0]);
    expect(await importing([entry('ROW0000009', one), { ...entry('ROW0000002', two), issuer_id: issuerId.replace('5', '6') }])).toEqual([
      8, 2, 0,
    ]);
    expect(await importing(shown)).toEqual([0, 0, 2]);
  });

  test('a backup exchanged for another under the same passphrase between question and answer: what was shown is restored', async () => {
    const { room, home, path, passphrase, folder, keys } = await vaultWithKeys(onTestFinished, 1);
    await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    await storeKeys(room, folder, 1, { first: 90 });
    const other = join(folder, 'other.age');
    await room.backup({ path: other, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    const second = await makeHome(onTestFinished);
    const answer = () => {
      renameSync(other, path);
      return 'y';
    };
    const secrets = { backupPassphrase: () => backupPassphrase };
    expect(await cliIn(second.home, passphrase)(['restore', path], { tty: true, answer, secrets })).toMatchObject({ code: 0 });
    expect((await second.room.read()).keys.map(({ id }) => id)).toEqual([keys[0]?.id]);
    expect(home).not.toBe(second.home);
  });

  test('M-12 a vault that came to lie there after the question is not set aside for a backup', async () => {
    const { room, home, path, passphrase } = await vaultWithKeys(onTestFinished, 1);
    await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    await spoil(home);
    const secrets = { backupPassphrase: () => backupPassphrase, newPassphrase: () => passphrase };
    const answer = () => {
      writeFileSync(join(home, 'vault.age'), 'another damaged one');
      return 'y';
    };
    const restore = ['restore', path, '--set-aside', '--unlock', 'passphrase', '--no-recovery'];
    const refused = await cliIn(home, passphrase)(restore, { tty: true, answer, secrets });
    expect([refused.code, refused.err]).toEqual([8, expect.stringContaining('E_FILE_CHANGED')]);
    expect(await cliIn(home, passphrase)(restore, { tty: true, answer: () => 'y', secrets })).toMatchObject({ code: 0 });
  });
});

describe('and in the window:', () => {
  async function window(desk: Parameters<typeof conversation>[3] = {}, place: string | null = null) {
    const talk = await conversation(open, true, place, desk);
    const value = async <T>(channel: string, input: unknown = {}): Promise<T> => {
      const reply = await talk.invoke(channel, input);
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
      return reply.value as T;
    };
    await value('vault.unlock', { passphrase: talk.passphrase });
    const stored = async () => (await talk.seen()).keys.map(({ fingerprint }) => fingerprint);
    return { ...talk, value, stored };
  }
  const acme = { name: 'Acme', program: 'app-store' };
  /** All that was shown, stored as it was shown. */
  const store = ({ preview, rows }: FoundPreview) => ({
    preview,
    picked: rows.map(({ row }) => row),
    organization: acme,
    issuerId,
    said: rows.map(({ row }, n) => ({ row, keyId: ids[n], issuerId })),
  });

  test('M-12 a file exchanged while its sheet is open is refused, the other is stored', async () => {
    const { paths, two, stranger } = await folderOfTwo();
    const { value, give, stored } = await window();
    for (const path of paths) give(path);
    const seen = await value<FoundPreview>('keys.preview', { paths });
    await writeFile(paths[0], stranger.applePem);
    const { rows } = await value<{ rows: ImportedFile[] }>('keys.import', store(seen));
    expect(rows).toMatchObject([changed, { ok: true }]);
    expect(await stored()).toEqual([two.fingerprint]);
  });

  test('M-12 a clipboard that holds another key by now stores none; one of several keys stores each by its place', async () => {
    const { one, two, stranger } = await folderOfTwo();
    const desk = { clipboard: one.applePem };
    const { value, stored } = await window(desk);
    const seen = await value<FoundPreview>('keys.previewClipboard');
    desk.clipboard = stranger.applePem;
    const first = await value<{ rows: ImportedFile[] }>('keys.import', store(seen));
    expect([first.rows, await stored()]).toMatchObject([[changed], []]);
    desk.clipboard = JSON.stringify([entry(ids[0], one), entry(ids[1], two)]);
    const both = await value<FoundPreview>('keys.previewClipboard');
    const second = await value<{ rows: ImportedFile[] }>('keys.import', store(both));
    expect(second.rows).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await stored()).toEqual([one.fingerprint, two.fingerprint]);
  });

  test('M-12 a file exchanged while what was found is on the screen is refused, the other is stored', async () => {
    const { folder, paths, two, stranger } = await folderOfTwo();
    const { value, stored } = await window({ folder });
    const { preview } = await value<FoundPreview>('keys.previewFolder');
    await writeFile(paths[0], stranger.applePem);
    const { rows } = await value<{ rows: ImportedFile[] }>('keys.import', { preview, picked: [1, 2], organization: acme, issuerId });
    expect(rows).toMatchObject([changed, { ok: true }]);
    expect(await stored()).toEqual([two.fingerprint]);
  });

  test('a backup exchanged while its sheet is open: what was shown is restored', async () => {
    const { room, path, folder, keys } = await vaultWithKeys(onTestFinished, 1);
    await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    await storeKeys(room, folder, 1, { first: 90 });
    const other = join(folder, 'other.age');
    await room.backup({ path: other, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    const { value, stored } = await window({}, path);
    await value('backup.choose');
    const { ticket } = await value<BackupPreviewData>('backup.open', { path, passphrase: backupPassphrase });
    renameSync(other, path);
    await value('backup.restore', { ticket, keepBoth: [] });
    expect(await stored()).toEqual([keys[0]?.key.fingerprint]);
  });
});
