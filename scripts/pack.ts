import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildCli } from './build-cli.ts'
import { root } from './bundle.ts'
import { packageManifest } from './package-manifest.ts'

// `npm pack` runs this before it packs (`begin`) and after (`end`): between the two package.json says what the package
// needs and not what the whole repository does. The whole one waits beside it, and comes back with the next pack when this one was cut short.
const file = join(root, 'package.json')
const whole = join(root, 'package.json.whole')

if (existsSync(whole)) renameSync(whole, file)
if (process.argv[2] === 'begin') {
  await buildCli(join(root, 'cli/dist'))
  const text = readFileSync(file, 'utf8')
  writeFileSync(whole, text)
  writeFileSync(file, `${JSON.stringify(packageManifest(JSON.parse(text)), null, 2)}\n`)
}
