import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';
import type { FoundPreview, FoundRow, ImportedFile, RowDecision } from '../../shared/ipc/contract.js';

const row = (name: string): FoundRow => ({
  row: 1,
  path: `/${name}`,
  record: null,
  tool: null,
  keyId: '2X9R4HXF34',
  issuerId: null,
  kind: 'individual',
  program: null,
  name: null,
  organization: null,
  keyPath: null,
  fingerprint: 'SHA256:x',
  state: 'new',
  sameAs: null,
  storedAs: null,
  worthwhile: true,
  warnings: [],
  error: null,
});
const previewOf = (name: string): { ok: true; value: FoundPreview } => ({
  ok: true,
  value: { preview: 1, rows: [row(name)], skipped: [], more: false },
});
const storedRow: ImportedFile = { path: '/a.p8', ok: true, id: crypto.randomUUID(), keyId: '2X9R4HXF34', warnings: [], error: null };
const { body: full } = new KeyrackError('E_DISK_FULL');

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
let looked = later<unknown>();
let imported = later<unknown>();
/** What the strongroom says, and what it was told before each answer. */
let decide: (said: { said: { keyId?: string }[] }) => Promise<RowDecision['wants']>;
const asked: (string | undefined)[] = [];
let picked: readonly number[] | null = null;
beforeAll(async () => {
  const keys = {
    preview: () => looked.promise,
    decide: async (said: { said: { keyId?: string }[] }) => {
      asked.push(said.said[0]?.keyId);
      return { ok: true, value: [{ row: 1, is: 'new', wants: await decide(said), error: null, stored: null }] };
    },
    import: (request: { picked: number[] }) => {
      picked = request.picked;
      return imported.promise;
    },
    test: async () => ({ ok: true, value: [] }),
  };
  // The page's edge: what the preload exposes.
  vi.stubGlobal('window', { keyrack: { keys, app: { setSetting: async () => ({ ok: true, value: {} }) } } });
  ({ useImporting: importing } = await import('./importing.js'));
  ({ useToasts: toasts } = await import('./toasts.js'));
});
beforeEach(() => {
  importing.getState().close();
  imported = later();
  looked = later();
  asked.length = 0;
  picked = null;
  decide = async () => null;
});
const said = (): boolean => JSON.stringify(toasts.getState()).includes('disk is full');
const drop = () => importing.getState().drop(['/a.p8'], false, null);
/** A sheet with one file on it that is ready. */
async function opened() {
  const begun = drop();
  looked.answer(previewOf('a.p8'));
  await begun;
  importing.getState().say(1, { isIndividual: true });
}

test('an Issuer ID that was typed stays while the organization’s name is still being typed', async () => {
  await opened();
  const { setInto, setIssuerId } = importing.getState();
  setIssuerId('57246542-96fe-1a63-e053-0824d011072a');
  setInto({ name: 'Acm', program: 'app-store' });
  setInto({ name: 'Acme', program: 'app-store' });
  expect(importing.getState().issuerId).toBe('57246542-96fe-1a63-e053-0824d011072a');
});

describe('R-111 an answer that comes too late for its sheet is dropped', () => {
  test('closed while the files were being looked into: the sheet does not come back', async () => {
    const begun = drop();
    importing.getState().close();
    looked.answer(previewOf('a.p8'));
    await begun;
    expect(importing.getState()).toMatchObject({ at: null, preview: null });
  });

  test('closed and opened with other files: only theirs are on it', async () => {
    const first = looked;
    const begun = drop();
    importing.getState().close();
    looked = later();
    const again = drop();
    looked.answer(previewOf('b.p8'));
    await again;
    first.fail(new KeyrackError('E_LOCKED'));
    await begun;
    expect(importing.getState().at).toBe('picking');
    expect(importing.getState().preview?.rows.map(({ path }) => path)).toEqual(['/b.p8']);
  });

  test('closed while it was being decided about: the answer is nobody’s, and the next sheet has its own', async () => {
    const slow = later<RowDecision['wants']>();
    decide = () => slow.promise;
    const begun = drop();
    looked.answer(previewOf('a.p8'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    importing.getState().close();
    slow.answer('key-id');
    await begun;
    expect(importing.getState()).toMatchObject({ at: null, decisions: new Map() });
  });

  test('closed while it was storing: it stays closed, and a failure is said all the same', async () => {
    for (const failing of [false, true]) {
      [imported, looked] = [later(), later()];
      await opened();
      const storing = importing.getState().store();
      await vi.waitFor(() => expect(importing.getState().at).toBe('storing'));
      importing.getState().close();
      imported.answer(failing ? { ok: false, error: full } : { ok: true, value: { rows: [storedRow], organizationId: null } });
      await storing;
      expect(importing.getState()).toMatchObject({ at: null, preview: null });
      expect(said()).toBe(failing);
    }
  });
});

test('B-44 what was typed last is decided about before anything is stored, however fast Enter was', async () => {
  await opened();
  decide = async ({ said: [one] }) => (one?.keyId === 'ZZZZZZZZZ1' ? 'which-key-id' : null);
  importing.getState().say(1, { keyId: 'ZZZZZZZZZ1' });
  await importing.getState().store();
  expect([picked, importing.getState().at]).toEqual([null, 'picking']);
});

test('while an answer is awaited any number of letters are one more question, with all that was said by then', async () => {
  await opened();
  const slow = later<null>();
  decide = async ({ said: [one] }) => (await slow.promise) ?? (one?.keyId === 'ABCDEFGHIJ' ? 'key-id' : null);
  asked.length = 0;
  const letters = [...'ABCDEFGHIJ'].map((_, n) => 'ABCDEFGHIJ'.slice(0, n + 1));
  for (const keyId of letters) importing.getState().say(1, { keyId });
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  slow.answer(null);
  await vi.waitFor(() => expect(importing.getState().decisions.get(1)?.wants).toBe('key-id'));
  expect(asked.length).toBeLessThanOrEqual(2);
  expect(asked.at(-1)).toBe('ABCDEFGHIJ');
});
