import { z } from 'zod';

/** Device-independent pixels. */
export interface Bounds {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

const Size = z.object({ width: z.int().min(720), height: z.int().min(520) });
const Remembered = z.union([Size.extend({ x: z.int(), y: z.int() }), Size.strict()]);
const usual = { width: 1_080, height: 720 };

/** Where the window was, if a good part of it is still on a display that exists; else the usual size, placed by the system. */
export function placeOf(remembered: unknown, displays: readonly { readonly workArea: Required<Bounds> }[]): Bounds {
  const { data } = Remembered.safeParse(remembered);
  if (!data) return usual;
  if (!('x' in data)) return data;
  const visible = displays.some(({ workArea: area }) => {
    const width = Math.min(data.x + data.width, area.x + area.width) - Math.max(data.x, area.x);
    const height = Math.min(data.y + data.height, area.y + area.height) - Math.max(data.y, area.y);
    return width >= 200 && height >= 100;
  });
  return visible ? data : { width: data.width, height: data.height };
}

/** What of it is worth remembering: on Wayland no program is told where its window stands, and every answer is 0,0. */
export const placeToRemember = ({ x, y, width, height }: Required<Bounds>, onWayland: boolean): Bounds =>
  onWayland ? { width, height } : { x, y, width, height };
