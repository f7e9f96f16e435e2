// H-05: switches that would open the app's inside to whoever starts it.
const forbidden = [
  '--remote-debugging-port',
  '--remote-debugging-pipe',
  '--js-flags',
  '--inspect',
  '--no-sandbox',
  '--disable-web-security',
  '--load-extension',
  '--proxy-server',
  '--host-resolver-rules',
];

/** The first argument a released build refuses to start with; null when there is none. */
export const refusedArgument = (argv: readonly string[]): string | null =>
  argv
    .slice(1)
    .find((argument) =>
      forbidden.some(
        (one) => argument === one || argument.startsWith(`${one}=`) || (one === '--inspect' && argument.startsWith('--inspect')),
      ),
    ) ?? null;
