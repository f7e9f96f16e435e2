import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isDue, sampled } from '../../support/long.js';
import type { RunningApp } from './app.js';

interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What axe-core finds in the page as it is now, with the element each finding is about. */
export async function findings(app: RunningApp): Promise<readonly Finding[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return app.inPage(async (page, axe) => {
    // Through the debugger: the page's own policy lets no script in.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      // What still slides in is half transparent, which is no contrast to judge.
      const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === 1);
      await Promise.all(moving.map((one) => one.finished.catch(() => null)));
      const world = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      const { violations } = await world.axe.run();
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }));
    });
  }, source);
}

const themesAndSizes = (['light', 'dark'] as const).flatMap((scheme) => [
  { scheme, width: 1_440, height: 900 },
  { scheme, width: 720, height: 520 },
]);

/**
 * A screen is looked at in both themes, wide and narrow, and in colours of the system's (verify: in one of these, another from screen to
 * screen). `KEYRACK_LOOKS`: a folder that gets a picture of each, for people to look at too.
 */
export async function looksRight(app: RunningApp, screen: string): Promise<void> {
  const pictures = process.env.KEYRACK_LOOKS;
  for (const { scheme, width, height } of sampled(themesAndSizes, 4, screen)) {
    await app.colorScheme(scheme);
    await app.resize(width, height);
    expect(await findings(app), `${screen}, ${scheme}, ${width} wide`).toEqual([]);
    if (pictures) await app.screenshot(join(pictures, `${screen.replaceAll(/\W+/g, '-')}-${scheme}-${width}.png`));
  }
  await app.resize(1_080, 720);
  if (isDue(3, screen)) await holdsInForcedColours(app, screen);
}

/** The system replaces every colour: what is told by a colour of ours alone is gone. */
export async function holdsInForcedColours(app: RunningApp, screen: string): Promise<void> {
  const pictures = process.env.KEYRACK_LOOKS;
  await app.inPage((page) => page.emulateMedia({ forcedColors: 'active' }), null);
  expect(await findings(app), `${screen}, forced colours`).toEqual([]);
  if (pictures) await app.screenshot(join(pictures, `forced-${screen.replaceAll(/\W+/g, '-')}.png`));
  await app.inPage((page) => page.emulateMedia({ forcedColors: null }), null);
}
