import { join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

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
  const program = join(appOutDir, binary);
  await flipFuses(program, fuses(platform));
  await readBack(program, platform);
}

/** What counts is what the program says of itself. Throws where it is not what was asked for. */
export async function readBack(program, platform) {
  const [wire, wanted] = [await getCurrentFuseWire(program), fuses(platform)];
  const wrong = Object.entries(FuseV1Options).filter(
    ([, fuse]) => typeof fuse === 'number' && wire[fuse] !== (wanted[fuse] ? FuseState.ENABLE : FuseState.DISABLE),
  );
  if (wrong.length > 0) throw new Error(`Fuses that are not what they should be: ${wrong.map(([name]) => name).join(', ')}.`);
}
