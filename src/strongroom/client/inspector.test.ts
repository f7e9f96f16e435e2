import { spawn } from 'node:child_process';
import inspector from 'node:inspector';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { shutInspector } from './inspector.js';

afterEach(() => {
  if (inspector.url() !== undefined) inspector.close();
});

/** Somebody who connects as a debugger does, in a process of its own: this one stands still while its inspector is shut. */
function debuggerAt(url: string) {
  const { port, pathname } = new URL(url);
  const client = spawn(process.execPath, ['-e', connects, port, pathname], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  const answer = new Promise<string>((done) => client.stdout.once('data', (text) => done(String(text))));
  const ended = new Promise((done) => client.once('close', done));
  onTestFinished(() => void client.kill('SIGKILL'));
  return { answer, ended };
}
const connects = `
const [port, path] = process.argv.slice(1);
const socket = require('node:net').connect(Number(port), '127.0.0.1');
socket.on('error', () => {});
socket.once('data', (text) => {
  process.stdout.write(text);
  // Asked to close (a frame of kind 8), it says so too, as the protocol wants.
  socket.on('data', (frame) => frame[0] === 0x88 && socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0])));
});
socket.write(['GET ' + path + ' HTTP/1.1', 'Host: 127.0.0.1:' + port, 'Upgrade: websocket', 'Connection: Upgrade',
  'Sec-WebSocket-Key: a2V5cmFja2tleXJhY2s=', 'Sec-WebSocket-Version: 13', '', ''].join('\\r\\n'));
`;

test('M-3 an inspector that is shut cuts off who has connected, and can be connected to no more', async () => {
  inspector.open(0, '127.0.0.1');
  const { answer, ended } = debuggerAt(inspector.url() ?? '');
  expect(await answer).toContain('101 ');
  shutInspector([]);
  expect(inspector.url()).toBeUndefined();
  await ended;
});

test('M-3 asked for on the process’s own command line it stays open', () => {
  inspector.open(0, '127.0.0.1');
  shutInspector(['--inspect=0']);
  expect(inspector.url()).toBeDefined();
});
