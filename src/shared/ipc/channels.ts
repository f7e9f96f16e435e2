/** Names only: all that the preload bundles. Schemas are in contract.ts, tied to these by `satisfies`. */
export const channels = {
  app: ['state', 'openLink', 'showFolder', 'setSetting'],
  vault: ['view', 'init', 'unlock', 'lock', 'repair', 'changeUnlock'],
  recovery: ['new', 'copy', 'save', 'confirm', 'later', 'verify'],
  organizations: ['add', 'edit', 'remove'],
  keys: [
    'choose',
    'preview',
    'previewFolder',
    'previewTools',
    'previewClipboard',
    'decide',
    'import',
    'clearPasted',
    'identify',
    'edit',
    'trash',
    'undo',
    'restore',
    'purge',
    'test',
    'trashDownload',
  ],
  jobs: ['cancel'],
  token: ['copy', 'clear', 'claims'],
  activity: ['list'],
  doctor: ['run', 'breakLock'],
  backup: ['make', 'choose', 'open', 'restore', 'restoreToNewVault', 'close'],
} as const;
export type Channels = typeof channels;

/** From the preload alone: where a file lies that was given to the window. No function of the page's sends on it. */
export const fileGiven = 'file.given';

/** What main tells the page unasked; data only. */
export const events = ['state.changed', 'vault.changed', 'progress', 'clipboard.cleared', 'page.restarted', 'command'] as const;
export type EventName = (typeof events)[number];
