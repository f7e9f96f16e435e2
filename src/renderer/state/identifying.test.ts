import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';

const refused = { ok: false, error: new KeyrackError('E_FILE_MISSING').body };
const told = (what: string) => ({ ok: true, value: { is: what } });
let answers: Promise<unknown>[] = [];
const asked: (string | null)[] = [];
let chosen: unknown = { ok: true, value: [] };
let progress: (said: object) => void = () => undefined;
let useIdentifying: typeof import('./identifying.js')['useIdentifying'];
let reading: typeof import('./reading.js');

beforeAll(async () => {
  const keys = {
    identify: ({ path }: { path: string | null }) => {
      asked.push(path);
      return answers.shift();
    },
    choose: async () => chosen,
  };
  const on = { progress: (hear: typeof progress) => (progress = hear) };
  vi.stubGlobal('window', { keyrack: { keys, on } });
  ({ useIdentifying } = await import('./identifying.js'));
  reading = await import('./reading.js');
  reading.listenToReading();
});
beforeEach(() => {
  useIdentifying.getState().forget();
  asked.length = 0;
});
const state = () => useIdentifying.getState();

/** Answers when told. */
function later() {
  let answer: (value: unknown) => void = () => undefined;
  return { promise: new Promise((resolve) => (answer = resolve)), answer: (value: unknown) => answer(value) };
}

test('a file is looked at, the sheet is busy meanwhile, and then says what it is', async () => {
  const slow = later();
  answers = [slow.promise];
  const looking = state().look('/a.p8');
  expect(state()).toMatchObject({ path: '/a.p8', isBusy: true, answer: null, error: null });
  slow.answer(told('a key'));
  await looking;
  expect(state()).toMatchObject({ path: '/a.p8', isBusy: false, answer: { is: 'a key' } });
});

test('a file that cannot be read says why, and the sheet is not busy any more', async () => {
  answers = [Promise.resolve(refused)];
  await state().look('/gone.p8');
  expect(state()).toMatchObject({ isBusy: false, answer: null, error: { code: 'E_FILE_MISSING' } });
});

test('R-111 an answer that is late for its question is nobody’s, good or bad', async () => {
  for (const late of [told('the first'), refused]) {
    const slow = later();
    answers = [slow.promise, Promise.resolve(told('the second'))];
    const first = state().look('/first');
    await state().look('/second');
    slow.answer(late);
    await first;
    expect(state()).toMatchObject({ path: '/second', answer: { is: 'the second' }, error: null, isBusy: false });
  }
});

test('a late answer does not call a question answered that is still under way', async () => {
  const [one, two] = [later(), later()];
  answers = [one.promise, two.promise];
  const first = state().look('/first');
  const second = state().look('/second');
  one.answer(told('the first'));
  await first;
  expect(state()).toMatchObject({ isBusy: true, answer: null });
  two.answer(told('the second'));
  await second;
  expect(state().isBusy).toBe(false);
});

test('closed while it was looked at: nothing comes back', async () => {
  const slow = later();
  answers = [slow.promise];
  const looking = state().look('/a.p8');
  state().forget();
  slow.answer(told('a key'));
  await looking;
  expect(state()).toMatchObject({ path: null, answer: null, isBusy: false });
});

test('the dialog’s first file is looked at; a dialog that was cancelled asks nothing, one that failed says so', async () => {
  answers = [Promise.resolve(told('a key'))];
  chosen = { ok: true, value: ['/chosen.p8', '/other.p8'] };
  await state().choose();
  expect([asked, state().path]).toEqual([['/chosen.p8'], '/chosen.p8']);
  state().forget();
  chosen = { ok: true, value: [] };
  await state().choose();
  expect([asked.length, state().path, state().error]).toEqual([1, null, null]);
  chosen = refused;
  await state().choose();
  expect(state().error?.code).toBe('E_FILE_MISSING');
});

test('B-58 a look says how far it is and which file keeps it waiting; an import only the file; other works nothing', async () => {
  const now = () => reading.useReading.getState();
  progress({ work: 'look', done: 3, total: 9, waitingFor: '/cloud.p8' });
  expect(now()).toMatchObject({ looked: { done: 3, total: 9 }, waitingFor: '/cloud.p8' });
  progress({ work: 'import', done: 4, total: 9, waitingFor: '/other.p8' });
  expect(now()).toMatchObject({ looked: { done: 3, total: 9 }, waitingFor: '/other.p8' });
  progress({ work: 'test', done: 1, total: 1, waitingFor: '/no.p8' });
  expect(now().waitingFor).toBe('/other.p8');
  answers = [Promise.resolve(told('a key'))];
  await state().look('/next.p8');
  expect(now()).toMatchObject({ looked: null, waitingFor: null });
});
