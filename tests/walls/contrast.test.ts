import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../src/renderer/styles/tokens.css'), 'utf8');
const [usual = '', more = ''] = css.split('prefers-contrast: more');
const pairs = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)/g)].map(([, name = '', ...both]) => [name, both]));
const said = pairs(usual);
const [contrastOnly = ''] = more.split('@media');
const raised = new Map([...said, ...pairs(contrastOnly), ['text-2', said.get('text') ?? []]]);

/** WCAG 2: relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['sunken', 'base', 'raised', 'inset', 'float'];
const states = ['good', 'attention', 'refused', 'unknown'];
const tiles = [1, 2, 3, 4, 5, 6, 7, 8];
const readable: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...surfaces, 'hover', 'accent-soft', 'attention-soft', 'refused-soft']],
  ['text-2', [...surfaces, 'hover', 'accent-soft', 'attention-soft']],
  ['text-3', surfaces],
  ['accent-text', [...surfaces, 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ...states.map((state) => [state, [...surfaces, `${state}-soft`]] as const),
  ...tiles.map((n) => [`tile-${n}-ink`, [`tile-${n}`]] as const),
];
const visible: readonly (readonly [string, readonly string[]])[] = [
  ['border-field', ['base', 'raised', 'float']],
  ['focus', surfaces],
  ['accent', ['base', 'raised', 'float']],
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('contrast in the %s theme', (_theme, side) => {
  const tooLow = (tokens: ReadonlyMap<string, readonly string[]>, list: typeof readable, least: number) =>
    list.flatMap(([front, backs]) =>
      backs.flatMap((back) => {
        const ratio = contrast(tokens.get(front)?.[side] ?? '', tokens.get(back)?.[side] ?? '');
        return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
      }),
    );
  test('what is read is at least 4.5:1 on every surface it stands on', () => {
    expect(tooLow(said, readable, 4.5)).toEqual([]);
  });
  test('what is only seen, a field’s line, the focus, a filled button, is at least 3:1', () => {
    expect(tooLow(said, visible, 3)).toEqual([]);
  });
  test('with more contrast asked for, text is at least 7:1 and lines between things are at least 3:1', () => {
    const text = [['text', surfaces] as const, ['text-2', surfaces] as const, ['text-3', surfaces] as const];
    expect(tooLow(raised, text, 7)).toEqual([]);
    expect(tooLow(raised, [['border', ['base', 'raised', 'sunken']]], 3)).toEqual([]);
  });
});
