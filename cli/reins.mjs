#!/usr/bin/env node
// What `npx reins` starts, on whatever Node the machine has, so it is plain JavaScript. In a checkout of Reins it runs
// the sources, on the Node that `npm ci` brought: a bundle there may be older than they are. A package has no sources.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const NEEDS = 24

const sources = existsSync(join(here, 'main.ts'))
const own = join(here, '..', 'node_modules', '.bin', 'node')
if (Number(process.versions.node.split('.')[0]) >= NEEDS) {
  // Compiling is a third of the start; where nothing can be kept, it goes on without.
  module.enableCompileCache()
  if (sources) await import('./main.ts')
  // reins-ignore layers/unresolved: made when the package is
  else await import('./dist/reins.cjs')
} else if (sources && existsSync(own)) {
  const { status, signal } = spawnSync(own, [join(here, 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exitCode = signal === null ? (status ?? 2) : 2
} else {
  console.error(
    `reins needs Node ${NEEDS} or newer, and this is ${process.version}. Install it from https://nodejs.org, or run \`npx -p node@${NEEDS} -p reins reins\`.`,
  )
  process.exitCode = 2
}
