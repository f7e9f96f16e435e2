import { expect, test } from 'vitest';
import { toolPlaces } from '../shared/words/tool-places.js';
import { placesOf, toolNames } from './tool-places.js';

const inWindow = (tool: (typeof toolNames)[number]) =>
  placesOf([tool], { elsewhere: { homedir: '/home/me', env: {} }, cwd: '/home/me', from: 'window' }).map(({ path }) =>
    path.replace('/home/me', '~'),
  );

test('J-06 the window looks nowhere but where it says it will', () => {
  for (const tool of toolNames) {
    const said = toolPlaces.find((one) => one.tool === tool)?.places ?? [];
    const looked = inWindow(tool);
    expect(
      looked.filter((path) => !said.some((place) => path === place || path.startsWith(`${place}/`))),
      tool,
    ).toEqual([]);
    expect(
      said.filter((place) => !looked.some((path) => path === place || path.startsWith(`${place}/`))),
      tool,
    ).toEqual([]);
  }
});
