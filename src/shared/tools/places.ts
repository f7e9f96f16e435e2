import { type ToolId, toolIds, toolOf } from './registry.js';
import type { PlaceOrElse, ToolDescriptor } from './tool.js';

export const placeKinds = ['file', 'json', 'keys'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Every place of a tool, and what lies there. */
export const placesIn = ({ places }: ToolDescriptor): readonly { readonly as: PlaceKind; readonly place: PlaceOrElse }[] =>
  placeKinds.flatMap((as) => (places[as] ?? []).map((place) => ({ as, place })));

/** Those that have a usual place: what `import --from` takes by name. */
export const placedTools: readonly ToolId[] = toolIds.filter((id) => placesIn(toolOf(id)).length > 0);
export const isPlacedTool = (text: string): text is ToolId => placedTools.some((id) => id === text);

/** The folders in the user's home the window looks into, as it says before it looks: `~/.asc`. */
export function foldersSaid(id: ToolId): readonly string[] {
  const folders = placesIn(toolOf(id)).flatMap(({ as, place }) => {
    const inHome = [place].flat().filter((written) => written.startsWith('~/'));
    return as === 'file' ? inHome.map((path) => path.slice(0, path.lastIndexOf('/'))) : inHome;
  });
  return [...new Set(folders)].filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
}

/** What the window can look for. */
export const toolsInHome: readonly ToolId[] = toolIds.filter((id) => foldersSaid(id).length > 0);
