// Loaded into a command under test (NODE_OPTIONS=--import): records every message over the worker's port and, at the
// end, a heap snapshot of the main isolate, into KEYRACK_TEST_RECORD. A tool of the canary test alone.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import { isMainThread, Worker } from 'node:worker_threads';

const folder = process.env.KEYRACK_TEST_RECORD;
if (isMainThread && folder) {
  const record = (message) => appendFileSync(join(folder, `messages-${process.pid}.bin`), v8.serialize(message));
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    record(message);
    return postMessage.call(this, message, ...rest);
  };
  const { emit } = Worker.prototype;
  Worker.prototype.emit = function (event, ...args) {
    if (event === 'message') record(args[0]);
    return emit.call(this, event, ...args);
  };
  // The planted controls: put together at run time, so that no source text holds them.
  const control = ['planted', 'control', String(process.ppid)].join('-');
  // By way of a Buffer, so that it is one flat string: what a message or a file brings is flat too.
  globalThis.plantedControl = { inTheHeap: Buffer.from(`heap-${control}`).toString('latin1') };
  record({ control: `message-${control}` });
  process.once('exit', () => v8.writeHeapSnapshot(join(folder, `heap-${process.pid}.heapsnapshot`)));
}
