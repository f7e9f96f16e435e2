import { beforeEach, expect, test, vi } from 'vitest';
import { systemDialogs } from './dialogs.js';

const system = vi.hoisted(() => ({ calls: [] as { what: string; on: unknown; options: Record<string, unknown> }[], answer: {} as object }));
vi.mock('electron', () => {
  const shown =
    (what: string) =>
    async (...given: [unknown, Record<string, unknown>?]) => {
      const [on, options] = given.length === 2 ? given : [null, given[0] as Record<string, unknown>];
      system.calls.push({ what, on, options: options ?? {} });
      return system.answer;
    };
  return { dialog: { showOpenDialog: shown('open'), showSaveDialog: shown('save'), showMessageBox: shown('ask') } };
});
const window = { id: 1 } as never;
const dialogs = systemDialogs(() => window);
beforeEach(() => {
  system.calls.length = 0;
});

test('keys are chosen several at a time, by default among .p8 and JSON files; “Cancel” and nothing chosen are the same', async () => {
  system.answer = { canceled: false, filePaths: ['/a.p8', '/b.p8'] };
  expect(await dialogs.keyFiles()).toEqual(['/a.p8', '/b.p8']);
  expect(system.calls[0]).toMatchObject({
    what: 'open',
    on: window,
    options: {
      title: 'Import keys',
      buttonLabel: 'Import',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'App Store Connect keys', extensions: ['p8', 'json'] },
        { name: 'All files', extensions: ['*'] },
      ],
    },
  });
  system.answer = { canceled: true, filePaths: ['/a.p8'] };
  expect(await dialogs.keyFiles()).toBeNull();
  system.answer = { canceled: false, filePaths: [] };
  expect(await dialogs.keyFiles()).toBeNull();
});

test('a backup is one .age file, a folder is one folder; cancelled is null', async () => {
  system.answer = { canceled: false, filePaths: ['/b.age'] };
  expect(await dialogs.backupFile()).toBe('/b.age');
  expect(await dialogs.folder()).toBe('/b.age');
  expect(system.calls.map(({ options }) => [options.title, options.buttonLabel, options.properties])).toEqual([
    ['Restore a backup', 'Open', ['openFile']],
    ['Look for keys', 'Look here', ['openDirectory']],
  ]);
  expect(system.calls[0]?.options.filters).toEqual([
    { name: 'Keyrack backups', extensions: ['age'] },
    { name: 'All files', extensions: ['*'] },
  ]);
  for (const answer of [
    { canceled: true, filePaths: ['/b.age'] },
    { canceled: false, filePaths: [] },
  ]) {
    system.answer = answer;
    expect([await dialogs.backupFile(), await dialogs.folder()]).toEqual([null, null]);
  }
});

test('where to save is suggested; cancelled, or no name, is null', async () => {
  system.answer = { canceled: false, filePath: '/there.age' };
  expect(await dialogs.placeFor('Keyrack backup.age')).toBe('/there.age');
  expect(system.calls[0]).toMatchObject({ what: 'save', on: window, options: { title: 'Save', defaultPath: 'Keyrack backup.age' } });
  for (const answer of [
    { canceled: true, filePath: '/there.age' },
    { canceled: false, filePath: '' },
  ]) {
    system.answer = answer;
    expect(await dialogs.placeFor('x')).toBeNull();
  }
});

test('H-36 Enter and Escape both mean “Cancel”: what is agreed to is clicked', async () => {
  const question = { message: 'Purge it?', detail: 'There is no undo.', button: 'Purge' };
  system.answer = { response: 1 };
  expect(await dialogs.confirm(question)).toBe(true);
  expect(system.calls[0]?.options).toMatchObject({
    type: 'warning',
    message: 'Purge it?',
    detail: 'There is no undo.',
    buttons: ['Cancel', 'Purge'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  system.answer = { response: 0 };
  expect(await dialogs.confirm(question)).toBe(false);
});

test('with the window gone, each stands by itself', async () => {
  const free = systemDialogs(() => null);
  system.answer = { canceled: true, filePaths: [], filePath: '', response: 0 };
  await Promise.all([
    free.keyFiles(),
    free.backupFile(),
    free.folder(),
    free.placeFor('x'),
    free.confirm({ message: '', detail: '', button: '' }),
  ]);
  expect(system.calls.map(({ on }) => on)).toEqual([null, null, null, null, null]);
});
