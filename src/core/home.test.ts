import { expect, test } from 'vitest';
import { homeFolder } from './home.js';

const home = '/home/ada';
const cases = [
  ['macOS', 'darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Keyrack'],
  ['Linux', 'linux', {}, home, '/home/ada/.config/Keyrack'],
  ['Linux with XDG_CONFIG_HOME', 'linux', { XDG_CONFIG_HOME: '/data/config' }, home, '/data/config/Keyrack'],
  [
    'Linux with a relative XDG_CONFIG_HOME, which the standard says to ignore',
    'linux',
    { XDG_CONFIG_HOME: 'config' },
    home,
    '/home/ada/.config/Keyrack',
  ],
  ['Windows', 'win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\Keyrack'],
  ['Windows without LOCALAPPDATA', 'win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\Keyrack'],
  ['any system with KEYRACK_HOME', 'darwin', { KEYRACK_HOME: '/vaults/a', XDG_CONFIG_HOME: '/x' }, home, '/vaults/a'],
  ['an empty KEYRACK_HOME, which counts as unset', 'linux', { KEYRACK_HOME: '', XDG_CONFIG_HOME: '' }, home, '/home/ada/.config/Keyrack'],
] as const;

test.for(cases)('the home on %s', ([, platform, env, homedir, expected]) => {
  expect(homeFolder(platform, env, homedir)).toBe(expected);
});

test('a relative KEYRACK_HOME is taken from the working directory', () => {
  expect(homeFolder('linux', { KEYRACK_HOME: '../vault' }, home, '/work/app')).toBe('/work/vault');
});
