import { expect, test } from 'vitest';
import { foldersSaid } from '../shared/tools/places.js';
import { type ToolId, toolIds } from '../shared/tools/registry.js';
import { placesOf } from './tool-places.js';

const inWindow = (tool: ToolId) =>
  placesOf([tool], { elsewhere: { homedir: '/home/me', env: {} }, cwd: '/home/me', from: 'window' }).map(({ path }) =>
    path.replace('/home/me', '~'),
  );

test('J-06 the window looks nowhere but where it says it will', () => {
  for (const tool of toolIds) {
    const said = foldersSaid(tool);
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
