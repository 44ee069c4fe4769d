// Takes out of an installed node_modules what the app on this machine never loads: a second Node, the grammars' C sources,
// and their builds for other machines. Plain JavaScript, because it runs where nothing but Node is.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const [modules = 'node_modules'] = process.argv.slice(2)
const remove = (path) => rmSync(path, { recursive: true, force: true })

for (const name of readdirSync(modules)) if (/^node-linux-/.test(name)) remove(join(modules, name))
remove(join(modules, '.bin', 'node'))

const grammars = join(modules, '@ast-grep')
const platform = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform]
const architecture = { x64: 'X64', arm64: 'ARM64' }[process.arch]
const own = `prebuild-${platform}-${architecture}`
for (const name of readdirSync(grammars).filter((one) => one.startsWith('lang-'))) {
  const builds = join(grammars, name, 'prebuilds')
  if (!existsSync(join(builds, own, 'parser.so'))) continue // It may be built from its sources.
  for (const build of readdirSync(builds)) if (build !== own) remove(join(builds, build))
  remove(join(grammars, name, 'src'))
}
