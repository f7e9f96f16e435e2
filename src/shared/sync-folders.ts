/** Folder names of sync programs, as a part of a path: the clients leave no mark that all of them share. */
const byName: readonly (readonly [RegExp, string])[] = [
  [/^dropbox( |$|\()/i, 'Dropbox'],
  [/^(mobile documents|icloud ?drive|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^onedrive( |$|-)/i, 'OneDrive'],
  [/^(google ?drive|my drive|googledrive-.*)$/i, 'Google Drive'],
  [/^cloudstorage$/i, 'a cloud drive'],
  [/^(nextcloud|owncloud)$/i, 'Nextcloud'],
  [/^box( sync)?$/i, 'Box'],
  [/^(pcloud ?drive|syncthing|resilio sync)$/i, 'a sync program'],
];

/** Whose synced folder a path goes through, by the folders' usual names; null: none that is known. */
export function syncedBy(path: string): string | null {
  const parts = path.split(/[/\\]/);
  // The nearest name says most: CloudStorage holds OneDrive and Dropbox alike.
  for (const part of parts.reverse()) for (const [pattern, name] of byName) if (pattern.test(part)) return name;
  return null;
}
