import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';
import type { ExaminedFile, ImportedFile } from '../../shared/ipc/contract.js';

const found = { fingerprint: 'SHA256:x', keyId: '2X9R4HXF34', kind: 'individual', issuerId: null, program: null, storedAs: null } as const;
const file = (name: string): ExaminedFile =>
  ({ path: `/${name}`, file: name, found, warnings: [], error: null }) as unknown as ExaminedFile;
const storedRow: ImportedFile = { path: '/a.p8', ok: true, id: crypto.randomUUID(), keyId: '2X9R4HXF34', warnings: [], error: null };

/** An answer that comes when the test says so. */
function later<T>() {
  let answer: (value: T) => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { promise, answer, fail };
}

let importing: typeof import('./importing.js')['useImporting'];
let toasts: typeof import('./toasts.js')['useToasts'];
let imported = later<unknown>();
beforeAll(async () => {
  const keys = { import: () => imported.promise, test: async () => ({ ok: true, value: [] }) };
  // The page's edge: what the preload exposes.
  vi.stubGlobal('window', { keyrack: { keys, app: { setSetting: async () => ({ ok: true, value: {} }) } } });
  ({ useImporting: importing } = await import('./importing.js'));
  ({ useToasts: toasts } = await import('./toasts.js'));
});
beforeEach(() => {
  importing.getState().close();
  imported = later();
});
const said = (): boolean => JSON.stringify(toasts.getState()).includes('disk is full');

describe('R-111 an answer that comes too late for its sheet is dropped', () => {
  test('closed while the files were being looked into: the sheet does not come back', async () => {
    const seen = later<ExaminedFile[]>();
    const begun = importing.getState().begin(() => seen.promise, null);
    importing.getState().close();
    seen.answer([file('a.p8')]);
    await begun;
    expect(importing.getState()).toMatchObject({ at: null, rows: [] });
  });

  test('closed and opened with other files: only theirs are on it', async () => {
    const [first, second] = [later<ExaminedFile[]>(), later<ExaminedFile[]>()];
    const begun = importing.getState().begin(() => first.promise, null);
    importing.getState().close();
    const again = importing.getState().begin(() => second.promise, null);
    second.answer([file('b.p8')]);
    await again;
    first.fail(new KeyrackError('E_LOCKED'));
    await begun;
    expect(importing.getState().at).toBe('asking');
    expect(importing.getState().rows.map((row) => row.file.file)).toEqual(['b.p8']);
  });

  test('closed while it was storing: it stays closed, and a failure is said all the same', async () => {
    for (const failing of [false, true]) {
      imported = later();
      await importing.getState().begin(async () => [file('a.p8')], null);
      importing.getState().setInto({ name: 'Acme', program: 'app-store' });
      importing.getState().setRow(0, { isIndividual: true });
      const storing = importing.getState().store();
      importing.getState().close();
      const { body } = new KeyrackError('E_DISK_FULL');
      imported.answer(failing ? { ok: false, error: body } : { ok: true, value: { rows: [storedRow], organizationId: null } });
      await storing;
      expect(importing.getState()).toMatchObject({ at: null, rows: [] });
      expect(said()).toBe(failing);
    }
  });
});
