/**
 * Chromium's own reading of a command line (base/command_line.cc): a switch begins with two hyphens or one, on Windows also with a
 * slash and in any case; after `--` nothing is a switch. What is appended later counts.
 */
export function commandLineOf(argv: readonly string[], platform: NodeJS.Platform) {
  const windows = platform === 'win32';
  const prefix = windows ? /^(--|-|\/)(?=.)/ : /^(--|-)(?=.)/;
  const named = (name: string): string => (windows ? name.toLowerCase() : name);
  const end = argv.indexOf('--');
  const given = argv.slice(1, end === -1 ? undefined : end).filter((one) => prefix.test(one));
  const switches = new Map(
    given.map((one) => {
      const [, name = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(one.replace(prefix, '')) ?? [];
      return [named(name), value];
    }),
  );
  const appended = new Map<string, string>();
  return {
    appendSwitch: (key: string, value = ''): void => {
      switches.set(named(key), value);
      appended.set(key, value);
    },
    hasSwitch: (key: string): boolean => switches.has(named(key)),
    getSwitchValue: (key: string): string => switches.get(named(key)) ?? '',
    /** Not Electron's: what the app itself chose, for Chromium's command line. */
    chosen: (): string[] => [...appended].map(([key, value]) => (value === '' ? `--${key}` : `--${key}=${value}`)),
  };
}
