import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCli } from '../../scripts/build-cli.ts'
import { root } from '../../scripts/bundle.ts'

/** The command line as an installed package has it: launcher, bundle, parsers beside it. The caller removes it. */
export async function packageFolder(): Promise<{ folder: string; launcher: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  mkdirSync(join(folder, 'cli'))
  cpSync(join(root, 'cli/reins.mjs'), join(folder, 'cli/reins.mjs'))
  await buildCli(join(folder, 'cli/dist'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, launcher: join(folder, 'cli/reins.mjs') }
}
