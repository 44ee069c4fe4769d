// Runs before every npm script, on whatever Node the machine has (20 and up), so it is plain JavaScript.
// Installs what package-lock.json asks for when it is not there, then makes sure Node 24 is what the script
// itself will get: npm puts node_modules/.bin first on PATH, and the pinned optional dependency puts a node there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const NEEDS = 24

if (!installed()) {
  console.error('Installing dependencies (npm ci) …')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const result = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) fail('npm ci failed; see its output above. Mend that, then run the command again.')
}

const bundled = join(root, 'node_modules', '.bin', 'node')
const node = existsSync(bundled) ? bundled : process.execPath
const version = spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout?.trim() ?? 'none'
if (Number(version.slice(1).split('.')[0]) < NEEDS)
  fail(
    `Node ${NEEDS} or newer is needed and this is ${version}. Install it from https://nodejs.org and run the command again.`,
  )

/** What npm wrote down at its last install is what the lockfile asks for now. */
function installed() {
  const marker = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(marker)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(marker, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
  )
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
