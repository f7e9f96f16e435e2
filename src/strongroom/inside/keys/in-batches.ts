import { asKeyrackError, type KeyrackError } from '../../../shared/errors/index.js';

/** keys are saved by this much of them at once. A key is some 700 bytes: thousands are one save, and no vault is sealed anew for each. */
export const mostBatchBytes = 4 * 1024 * 1024;

/** What a key adds to the document, about. */
export const sizeOf = (key: object): number => Buffer.byteLength(JSON.stringify(key));

/** In order; only what is larger than a batch alone is in one of its own. */
export async function* batched<One>(
  all: AsyncIterable<One> | Iterable<One>,
  size: (one: One) => number,
  most = mostBatchBytes,
): AsyncGenerator<readonly One[]> {
  let [batch, bytes]: [One[], number] = [[], 0];
  for await (const one of all) {
    const more = size(one);
    if (batch.length > 0 && bytes + more > most) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}

export interface Batches<Row> {
  readonly rows: readonly Row[];
  readonly stoppedBy: KeyrackError | null;
}

/**
 * One save a batch, each proven before the next is begun. Where one fails, what was saved before it stays and is told; it and all
 * that follows are `unsaved`, by the same error. Rejects where nothing was saved.
 */
export async function inBatches<One, Row>(
  batches: AsyncIterable<readonly One[]>,
  save: (batch: readonly One[]) => Promise<readonly Row[]>,
  unsaved: (one: One, error: KeyrackError) => Row,
  failed: (error: KeyrackError) => void = () => undefined,
): Promise<Batches<Row>> {
  const rows: Row[] = [];
  let [saved, stoppedBy]: [boolean, KeyrackError | null] = [false, null];
  for await (const batch of batches) {
    try {
      if (stoppedBy !== null) throw stoppedBy;
      for (const row of await save(batch)) rows.push(row);
      saved = true;
    } catch (error) {
      if (!saved) throw error;
      const reason = asKeyrackError(error);
      if (stoppedBy === null) failed(reason);
      stoppedBy = reason;
      for (const one of batch) rows.push(unsaved(one, reason));
    }
  }
  return { rows, stoppedBy };
}

/** A few side by side: the library verifies on other threads, and whoever asks to stop is heard between them. */
const atOnce = 16;

/** In order; tells how many are done. */
export async function eachOf<One, Row>(
  all: readonly One[],
  work: (one: One) => Promise<Row> | Row,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    for (const row of await Promise.all(all.slice(at, at + atOnce).map(work))) rows.push(row);
    onDone(rows.length);
  }
  return rows;
}
