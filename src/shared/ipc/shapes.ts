import { z } from 'zod';

/** What the schemas of the conversation are made of. */

export const nothing = z.strictObject({});
export const text = (max: number) => z.string().max(max);
export const Moment = z.number(); // milliseconds since 1970
export const Words = z.strictObject({ code: text(60), message: text(2_000) });
export const Failure = z.strictObject({ code: text(60), message: text(2_000), hint: text(2_000) });
export const Path = text(4_096).min(1);
export const Name = text(200).min(1);
