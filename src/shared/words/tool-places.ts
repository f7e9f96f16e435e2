/** Where the window looks for other tools' keys, as it says before it looks. Kept true by core/tool-places.test.ts. */
export const toolPlaces = [
  { tool: 'asc', name: 'asc', places: ['~/.asc'] },
  { tool: 'asckey', name: 'asckey', places: ['~/.asckey'] },
  { tool: 'asc-mcp', name: 'asc-mcp', places: ['~/.config/asc-mcp', '~/Library/Application Support/asc-mcp'] },
  { tool: 'fastlane', name: 'fastlane', places: ['~/.fastlane'] },
  { tool: 'rcodesign', name: 'rcodesign', places: ['~/.appstoreconnect'] },
  { tool: 'altool', name: 'altool and Transporter', places: ['~/private_keys', '~/.private_keys', '~/.appstoreconnect/private_keys'] },
] as const;
