import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html|css)$/.test(name) && !name.includes('.test.'))
    .map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')] as const);
/** The files in which a text stands. */
const filesWith = (folder: string, text: RegExp): readonly string[] =>
  sources(folder).flatMap(([path, source]) => (text.test(source) ? [path] : []));

describe('what is said once is said in one place', () => {
  test('H-02 windows are made in one file', () => {
    expect(filesWith('src', /new (BrowserWindow|WebContentsView|BrowserView)\(/)).toEqual(['src/main/window/window.ts']);
  });
  test('H-30 the page is listened to in one file', () => {
    expect(filesWith('src', /ipcMain\.(handle|on|once|handleOnce)\(/)).toEqual(['src/main/ipc/register.ts']);
  });
  test('H-24 the browser is opened in one file, and main alone knows addresses', () => {
    expect(filesWith('src', /import \{[^}]*\bshell\b[^}]*\} from 'electron'/)).toEqual(['src/main/start.ts']);
    expect(filesWith('src/renderer', /https?:\/\//)).toEqual([]);
  });
});

describe('H-13 the policy is one literal', () => {
  test('in one file, in no hook, and not in the page a second time', () => {
    expect(filesWith('src', /default-src/)).toEqual(['src/main/window/protocol.ts']);
    expect(filesWith('src', /onHeadersReceived|http-equiv/)).toEqual([]);
    const [literal] = /"default-src 'none';[^"]*"/.exec(readFileSync(join(root, 'src/main/window/protocol.ts'), 'utf8')) ?? [];
    expect(literal).not.toMatch(/unsafe|\*|https?:|\$\{/);
  });
});

describe('H-66 what others wrote', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, Record<string, Record<string, unknown>>>;
  const { dependencies = {}, optionalDependencies = {} } = read('package.json');
  const { packages = {} } = read('package-lock.json');
  const decided = readdirSync(join(root, 'docs/decisions')).map((name) => readFileSync(join(root, 'docs/decisions', name), 'utf8'));

  test.each(Object.keys({ ...dependencies, ...optionalDependencies }))('%s was decided', (name) => {
    expect(decided.some((text) => text.includes(`\`${name}\``))).toBe(true);
  });
  test('they are few', () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(12);
    expect(Object.keys(optionalDependencies)).toEqual(['keytar']);
  });
  test('none that is shipped runs anything while it is installed, but keytar, which is optional', () => {
    const running = Object.entries(packages).filter(([, { dev, hasInstallScript }]) => hasInstallScript === true && dev !== true);
    // '' is Keyrack itself: its “prepare” builds it.
    expect(running.map(([path]) => path).filter((path) => path !== '')).toEqual(['node_modules/keytar']);
    expect(packages['node_modules/keytar']?.optional).toBe(true);
  });
});

describe('what is never said', () => {
  test('H-60, H-61 nothing updates itself, forwards or backwards: there is no updater, and no place to publish to', () => {
    expect(filesWith('src', /autoUpdater|electron-updater/)).toEqual([]);
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).not.toHaveProperty('build.publish');
    expect(
      readdirSync(root)
        .filter((name) => /^electron-builder\./.test(name))
        .filter((name) => /^publish:(?!\s*null\s*$)/m.test(readFileSync(join(root, name), 'utf8'))),
    ).toEqual([]);
  });
  test('H-10 nothing is loaded from files', () => {
    expect(filesWith('src/main', /loadFile\(|file:\/\//)).toEqual([]);
  });
  test('H-63 no crash reporter', () => {
    expect(filesWith('src', /crashReporter/)).toEqual([]);
  });
  test('H-65 nothing of the page makes markup or code from text', () => {
    const words = /dangerouslySetInnerHTML|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|\bFunction\(/;
    expect(filesWith('src/renderer', words)).toEqual([]);
  });
  test('H-35 no field of the page takes a private key', () => {
    // Notes are the one field of many lines; what looks like a key is not taken there (tests/e2e/organization.test.ts).
    expect(filesWith('src/renderer', /<textarea|contentEditable/i)).toEqual(['src/renderer/components/NotesField.tsx']);
  });
});

test('H-33 the preload imports Electron’s three parts and the names, nothing else', () => {
  const [[, source = ''] = []] = sources('src/preload');
  const imports = [...source.matchAll(/import \{([^}]+)\} from '([^']+)'/g)].map(([, names, from]) => [names?.trim(), from]);
  expect(imports).toEqual([
    ['contextBridge, ipcRenderer, webUtils', 'electron'],
    ['channels, events, fileGiven', '../shared/ipc/channels.js'],
  ]);
});
