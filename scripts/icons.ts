// npm run icons: every icon of the installers, drawn from resources/*.svg by the Chromium at hand. Run after a change to one of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../stand-in/find-chromium.js';

const root = resolve(import.meta.dirname, '..');
const resource = (name: string) => readFile(join(root, 'resources', `${name}.svg`), 'utf8');

const program = findChromium(process.env, true);
if (program === null) throw new Error('No Chromium or Chrome was found. Set KEYRACK_CHROMIUM to its program.');
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
const page = await browser.newPage();

async function drawn(svg: string, [width, height]: readonly [number, number]): Promise<Buffer> {
  await page.setViewportSize({ width, height });
  const fitted = svg.replace('<svg ', `<svg width="${width}" height="${height}" `);
  await page.setContent(`<style>* { margin: 0 } svg { display: block }</style>${fitted}`);
  return page.screenshot({ omitBackground: true });
}
const square = (svg: string, size: number) => drawn(svg, [size, size]);

/** Windows: a list of PNGs with their place and size. */
function ico(images: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let at = head.length;
  images.forEach(([size, png], n) => {
    const entry = 6 + 16 * n;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
}

/** macOS: the types that hold a PNG, a size each; the @2x ones are the same pictures under another name. */
const icnsTypes = { icp4: 16, ic11: 32, icp5: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
function icns(images: ReadonlyMap<number, Buffer>): Buffer {
  const parts = Object.entries(icnsTypes).flatMap(([type, size]) => {
    const png = images.get(size);
    if (!png) throw new Error(`no picture of ${size} px`);
    return [Buffer.from(type), sized(png.length + 8), png];
  });
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([Buffer.from('icns'), sized(length), ...parts]);
}
function sized(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Apple's icons keep a margin: the tile is 824 of 1024. */
const withMargin = (svg: string) => svg.replace('viewBox="0 0 64 64"', 'viewBox="-7.77 -7.77 79.54 79.54"');

async function pictures(large: string, small: string): Promise<Map<number, Buffer>> {
  const made = new Map<number, Buffer>();
  for (const size of sizes) made.set(size, await square(size < 32 ? small : large, size));
  return made;
}
const windows = (images: ReadonlyMap<number, Buffer>) => ico([...images].filter(([size]) => size <= 256));

const out = join(root, 'build');
await mkdir(join(out, 'icons'), { recursive: true });
const [icon, small, file] = [await resource('icon'), await resource('icon-small'), await resource('key-file')];
const app = await pictures(icon, small);
for (const [size, png] of app) if (size <= 512) await writeFile(join(out, 'icons', `${size}x${size}.png`), png);
await writeFile(join(out, 'icon.ico'), windows(app));
await writeFile(join(out, 'icon.icns'), icns(await pictures(withMargin(icon), small)));
const keyFile = await pictures(file, file);
await writeFile(join(out, 'key-file.ico'), windows(keyFile));
await writeFile(join(out, 'key-file.icns'), icns(keyFile));
await writeFile(join(out, 'dmg-background.png'), await drawn(await resource('dmg-background'), [600, 400]));
await browser.close();
