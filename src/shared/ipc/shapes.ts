import { z } from 'zod';
import { Id } from '../model.js';

/** What the schemas of the conversation are made of. */

export const nothing = z.strictObject({});
export const text = (max: number) => z.string().max(max);
export const Moment = z.number(); // milliseconds since 1970
export const Words = z.strictObject({ code: text(60), message: text(2_000) });
export const Failure = z.strictObject({ code: text(60), message: text(2_000), hint: text(2_000) });
/** M-13: a file that is no part of the vault, and looks like a copy of it. */
export const OtherCopy = z.strictObject({ file: z.string(), is: z.enum(['holds', 'closed', 'unread']) });
export type OtherCopy = z.infer<typeof OtherCopy>;
/** The page names a long work, to end it and to know its progress; left out, nothing ends it. */
export const job = Id.optional();
export const Path = text(4_096).min(1);
export const Name = text(200).min(1);
