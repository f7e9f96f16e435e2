import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');

test('the window has the page’s background before the page is painted', () => {
  const [, light, dark] = /--base: light-dark\((#\w+), (#\w+)\)/.exec(read('src/renderer/styles/tokens.css')) ?? [];
  expect(light).toBeDefined();
  expect(read('src/main/window/window.ts')).toContain(`options.dark ? '${dark}' : '${light}'`);
});

test('colours and durations are written in the tokens alone', () => {
  const sheets = readdirSync(resolve(import.meta.dirname, '../../src/renderer/styles'))
    .map((name) => name.replace('.css', ''))
    .filter((name) => name !== 'tokens');
  const own = sheets.flatMap((name) =>
    read(`src/renderer/styles/${name}.css`)
      .split('\n')
      // The mark has the colours of the app's icon, in every theme.
      .filter((line) => /#[0-9a-f]{3,8}\b|rgba?\(|hsl|oklch|\b\d+m?s\b/.test(line) && !/fill: #(13638a|8cc4e4|fdfeff)/.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(own).toEqual([]);
});
