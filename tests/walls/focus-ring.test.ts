import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const styles = join(import.meta.dirname, '../../src/renderer/styles');
const css = readdirSync(styles).map((name) => readFileSync(join(styles, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''));

/** The classes that the last part of a selector names. */
const classesOf = (selectors: string): string[] =>
  selectors.split(',').map(
    (one) =>
      one
        .trim()
        .split(/\s+/)
        .at(-1)
        ?.match(/\.[\w-]+/)?.[0] ?? one.trim(),
  );

test('A focus ring is never two bars round what scrolls: it is drawn inside', () => {
  const scrolling = css.flatMap((text) => [...text.matchAll(/([^{}]+)\{[^{}]*overflow(?:-y)?: (?:auto|scroll)[^{}]*\}/g)]);
  const inner = css.flatMap((text) => [...text.matchAll(/:is\(([^{}]+)\):focus-visible \{\s*outline-offset: -2px;\s*\}/g)]);
  const drawnInside = new Set(inner.flatMap(([, selectors = '']) => classesOf(selectors)));
  expect(scrolling.length).toBeGreaterThan(5);
  expect(scrolling.flatMap(([, selectors = '']) => classesOf(selectors)).filter((one) => !drawnInside.has(one))).toEqual([]);
});
