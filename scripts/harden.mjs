// After packing: fixes in the binary what an installed counter cannot be talked into by whoever starts it.
import { join } from 'node:path'
import { FuseVersion, flipFuses, FuseV1Options as fuse, getCurrentFuseWire } from '@electron/fuses'

const wantedFuses = {
  [fuse.RunAsNode]: false,
  [fuse.EnableCookieEncryption]: true,
  [fuse.EnableNodeOptionsEnvironmentVariable]: false,
  [fuse.EnableNodeCliInspectArguments]: false,
  [fuse.EnableEmbeddedAsarIntegrityValidation]: true,
  [fuse.OnlyLoadAppFromAsar]: true,
  [fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
  [fuse.GrantFileProtocolExtraPrivileges]: false,
  [fuse.WasmTrapHandlers]: true,
}

/** Hook of electron-builder. An Electron older than the product's has fewer fuses; those it has are set. */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  const binary = {
    darwin: () => join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name),
    win32: () => join(appOutDir, `${name}.exe`),
    linux: () => join(appOutDir, packager.executableName),
  }[electronPlatformName]()
  const wire = await getCurrentFuseWire(binary)
  const present = Object.entries(wantedFuses).filter(([index]) => wire[index] !== undefined)
  await flipFuses(binary, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    ...Object.fromEntries(present),
  })
}
