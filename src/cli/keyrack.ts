import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { homeFolder } from '../core/home.js';
import { openStrongroom } from '../strongroom/client/open.js';

// The worker starts before argv is parsed: its 54 ms pass while commander loads.
const home = homeFolder(process.platform, process.env, homedir(), process.cwd());
const beside = (name: string) => new URL(name, import.meta.url);
const strongroom = openStrongroom(beside('strongroom.js'), { home, keychainChildPath: decodeURIComponent(beside('keychain.js').pathname) });

// A reader that goes away (`| head`) is not our failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { run } = await import('./program.js');
process.exitCode = await run(process.argv.slice(2), { home, exists: existsSync(home), strongroom, streams: process, stdin: process.stdin });
await strongroom.close();
