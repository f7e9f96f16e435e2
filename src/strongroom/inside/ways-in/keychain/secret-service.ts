import { connect, type Socket } from 'node:net';

/**
 * Does the keychain's daemon on the session bus answer at all? A daemon that shows its prompt does, a hung one does not: that is
 * what tells a user who is typing a password from a keychain that will never answer (S-02).
 * Asks `org.freedesktop.DBus.Peer.Ping` by hand, because every D-Bus library is larger than this question.
 * True where there is no bus of a kind we can ask; what is wrong there, the keychain's own call will say.
 */
export async function daemonAnswers(busAddress: string | undefined, deadlineMs: number): Promise<boolean> {
  const path = socketPath(busAddress ?? '');
  if (path === null) return true;
  const socket = connect(path);
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<false>((done) => {
      timer = setTimeout(() => done(false), deadlineMs);
    });
    return await Promise.race([ping(socket), late]);
  } catch {
    return true;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** `unix:path=/run/user/1000/bus,guid=…`; an abstract name begins with a zero byte. */
function socketPath(address: string): string | null {
  for (const one of address.split(';')) {
    const value = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(one);
    if (value?.[2] !== undefined) return (value[1] === 'abstract' ? '\0' : '') + decodeURIComponent(value[2]);
  }
  return null;
}

const methodReturn = 2;
const methodError = 3;

/** Any answer will do, an error included: a bus that says "nobody by that name" has answered for it. */
async function ping(socket: Socket): Promise<true> {
  const bytes = reader(socket);
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  if (!(await bytes.line()).startsWith('OK ')) return true;
  socket.write('BEGIN\r\n');
  socket.write(call(1, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'Hello'));
  socket.write(call(2, 'org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.DBus.Peer', 'Ping'));
  for (let answers = 0; answers < 2; ) {
    const head = await bytes.take(16);
    const fields = head.readUInt32LE(12);
    await bytes.take(align(fields) + head.readUInt32LE(4));
    // The bus answers Hello before it passes Ping on, and signals are neither.
    if (head[1] === methodReturn || head[1] === methodError) answers += 1;
  }
  return true;
}

const align = (length: number): number => (length + 7) & ~7;

/** A method call without arguments (D-Bus specification, "Message Format"), little-endian. */
function call(serial: number, destination: string, path: string, iface: string, member: string): Buffer {
  const fields = [field(1, 'o', path), field(2, 's', iface), field(3, 's', member), field(6, 's', destination)];
  // Each field begins at a multiple of eight; the last one is not padded, the header as a whole is.
  const list = Buffer.concat(fields.map((one, n) => (n === fields.length - 1 ? one : Buffer.concat([one], align(one.length)))));
  const head = Buffer.alloc(16);
  head.write('l', 0, 'latin1');
  head.writeUInt8(1, 1);
  head.writeUInt8(1, 3);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(list.length, 12);
  return Buffer.concat([head, list], 16 + align(list.length));
}

function field(code: number, type: string, value: string): Buffer {
  const text = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), length, text, Buffer.from([0])]);
}

/** Reads lines and counted bytes off a socket; rejects when it ends first. */
function reader(socket: Socket) {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) throw new Error('the bus closed the connection');
    held = Buffer.concat([held, value]);
  };
  const cut = (end: number): Buffer => {
    const taken = held.subarray(0, end);
    held = held.subarray(end);
    return taken;
  };
  return {
    async line(): Promise<string> {
      while (!held.includes('\r\n')) await more();
      return cut(held.indexOf('\r\n') + 2).toString('latin1');
    },
    async take(count: number): Promise<Buffer> {
      while (held.length < count) await more();
      return cut(count);
    },
  };
}
