import { parentPort, workerData } from 'node:worker_threads';
import type { StrongroomOptions } from '../client/start.js';
import { serve } from '../client/wire.js';
import { realPorts } from './real-ports.js';
import { createStrongroom } from './strongroom.js';

// The thread is this line; everything it serves can be driven in-process.
if (parentPort) {
  const port = parentPort;
  serve(createStrongroom(realPorts(workerData as StrongroomOptions)), port);
  port.on('message', (message: unknown) => {
    if (message === 'close') process.exit(0);
  });
}
