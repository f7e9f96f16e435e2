import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * H-40: what the binary itself refuses, whatever its environment and arguments say. Strict: an Electron with a fuse that is not
 * named here fails the build, because nobody has decided yet what it should be.
 */
export const fuses = (platform) => ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  resetAdHocDarwinSignature: platform === 'darwin',
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // The one fuse in which the flavour that e2e tests may drive differs; its files say so in their names (H-42, scripts/package.mjs).
  [FuseV1Options.EnableNodeCliInspectArguments]: process.env.KEYRACK_FLAVOUR === 'e2e',
  // Linux has no such check.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
});

export default async function afterPack({ appOutDir, electronPlatformName: platform, packager }) {
  const { productFilename } = packager.appInfo;
  const binary = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe`, linux: packager.executableName }[platform];
  await flipFuses(join(appOutDir, binary), fuses(platform));
}
