import { number } from './number.js';
export const longHere = (count: number): string =>
  `${count === 1 ? '1 key has' : `${number(count)} keys have`} been here for more than 30 days. Nothing is purged by itself.`;
export const purgeThem = (count: number): string => (count === 1 ? 'Purge it…' : `Purge ${number(count)} keys…`);
export const nothingHere = 'Nothing here.';
export const stillStored = 'Still stored. A key in the Trash signs nothing until it is put back. Purging one is for good.';
export const longInTheTrash = 'Long in the Trash';
export const keysInTheTrash = 'Keys in the Trash';
export const trashed = (ago: string): string => `trashed ${ago}`;
export const putBack = 'Put back';
export const purgeThis = (name: string): string => `Purge ${name}…`;
export const purge = 'Purge…';
