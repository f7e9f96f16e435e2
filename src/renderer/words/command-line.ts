export const isLinked = (path: string): string => `The command line tool is linked: ${path}.`;
export const isThere = (path: string): string => `The command line tool is there already: ${path}.`;
/** `before`: another program of this name. */
export const openATerminal = (before: string | null): string =>
  before === null ? 'Open a new terminal and type keyrack.' : `A terminal finds ${before} first: rename that one, or type the whole path.`;
export const howPath = (path: string): string =>
  `Open a new terminal and type keyrack. If it is not found, that folder is not on your PATH: add export PATH="${path.replace(/\/[^/]*$/, '')}:$PATH" to ~/.zprofile, or ~/.profile.`;
export const addToPath = (path: string, onPath: boolean): string =>
  onPath ? `The command line tool is there already: ${path}.` : `Put this folder on your PATH: ${path}`;
export const howPathOnWindows =
  'In Windows’ Start menu, “Edit environment variables for your account”, then Path, New. A new terminal then knows keyrack.';
