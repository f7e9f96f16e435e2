/**
 * `npm run verify:long` sets KEYRACK_LONG=1: whatever is walked is walked whole. Else verify walks a sample of it, the same one each time.
 * Asked here and nowhere else.
 */
const isLong = process.env.KEYRACK_LONG === '1';

/** How many of something that could go on: a few in verify. */
export const many = (few: number, whole: number): number => (isLong ? whole : few);

/** Where a walk begins and how far its steps are: every place of it, or one of `every`. The name decides where, so that not all walks pass the same places. */
export const strides = (every: number, name: string): { readonly from: number; readonly by: number } =>
  isLong ? { from: 0, by: 1 } : { from: sum(name) % every, by: every };

/** All of these, or one of `every`, from a place that the name decides; never none. */
export function sampled<T>(all: readonly T[], every: number, name: string): readonly T[] {
  const { from, by } = strides(Math.min(every, all.length), name);
  return all.filter((_, n) => n % by === from);
}

/** Whether one of many is looked at: each, or one of `every`. */
export const isDue = (every: number, name: string): boolean => strides(every, name).from === 0;

/** FNV-1a. */
function sum(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
