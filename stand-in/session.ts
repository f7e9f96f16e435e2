import { EventEmitter } from 'node:events';
import type { Protocol, Session } from 'electron';
import { registerScheme } from './scheme.js';

type SchemeHandler = Parameters<Protocol['handle']>[1];
type BeforeRequest = Parameters<Session['webRequest']['onBeforeRequest']>[0];
type DisplayMedia = Parameters<Session['setDisplayMediaRequestHandler']>[0];
export type RequestDetails = Pick<Electron.OnBeforeRequestListenerDetails, 'url' | 'method' | 'resourceType' | 'id' | 'timestamp'>;

function createSession() {
  const handlers = new Map<string, SchemeHandler>();
  let before: BeforeRequest = null;
  let screens: DisplayMedia = null;
  const protocol = {
    handle(scheme: string, handler: SchemeHandler): void {
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      registerScheme(scheme);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme: string): void => void handlers.delete(scheme),
    isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
    registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]): void => {
      for (const { scheme } of schemes) registerScheme(scheme);
    },
  } satisfies Partial<Protocol>;
  const webRequest = {
    onBeforeRequest: (...given: readonly unknown[]): void => {
      before = (given.at(-1) ?? null) as BeforeRequest;
    },
    onHeadersReceived: (): void => {},
    onBeforeSendHeaders: (): void => {},
  };
  const members = {
    protocol,
    webRequest,
    // Chromium is started with every permission refused; what these answer is not asked.
    setPermissionRequestHandler: (): void => {},
    setPermissionCheckHandler: (): void => {},
    setDevicePermissionHandler: (): void => {},
    setDisplayMediaRequestHandler: (handler: DisplayMedia): void => {
      screens = handler;
    },
    setUSBProtectedClassesHandler: (): void => {},
    setBluetoothPairingHandler: (): void => {},
    setCertificateVerifyProc: (): void => {},
    setSpellCheckerEnabled: (): void => {},
    /** What the system says of every address; a test may say otherwise. */
    resolveProxy: async (): Promise<string> => process.env.KEYRACK_STAND_IN_PROXY ?? 'DIRECT',
    setProxy: async (): Promise<void> => {},
    clearCache: async (): Promise<void> => {},
    clearStorageData: async (): Promise<void> => {},
    closeAllConnections: async (): Promise<void> => {},
  } satisfies Partial<Record<keyof Session, unknown>>;
  return Object.assign(new EventEmitter(), members, {
    /** Not Electron's: true when the app's own onBeforeRequest cancels. */
    cancels: (details: RequestDetails): Promise<boolean> =>
      new Promise((resolve) => {
        if (before) before(details as Electron.OnBeforeRequestListenerDetails, (answer) => resolve(answer.cancel === true));
        else resolve(false);
      }),
    /** Not Electron's: a page wants a picture of the screen. Electron's rule (electron_browser_context.cc): null refuses, no picture throws. */
    asksForScreen: (): void => {
      const answer = (streams: Electron.Streams | null): void => {
        if (streams !== null && !streams.video) throw new TypeError('Video was requested, but no video stream was provided');
      };
      screens?.({ videoRequested: true } as Electron.DisplayMediaRequestHandlerHandlerRequest, answer);
    },
    handlerOf: (url: string): SchemeHandler | undefined => handlers.get(/^([a-z][a-z0-9+.-]*):/.exec(url)?.[1] ?? ''),
  });
}
export type StandInSession = ReturnType<typeof createSession>;

const partitions = new Map<string, StandInSession>();
const defaultSession = createSession();

export const session = {
  defaultSession,
  fromPartition(partition: string): StandInSession {
    if (partition === '') return defaultSession;
    const known = partitions.get(partition) ?? createSession();
    partitions.set(partition, known);
    return known;
  },
};
export const protocol = defaultSession.protocol;
