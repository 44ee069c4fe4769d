#!/usr/bin/env node
// What `npx reins` starts, on whatever Node the machine has, so it is plain JavaScript. In a checkout of Reins it runs
// the sources, on the Node that `npm ci` brought: a bundle there may be older than they are. A package has no sources.
import module from 'node:module'

// Required, not imported: for an import Node reads through all that a module exports, which took half of the start.
const require = module.createRequire(import.meta.url)
const { existsSync } = require('node:fs')
const { fileURLToPath } = require('node:url')
const NEEDS = 24

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const sources = existsSync(main)
const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
if (Number(process.versions.node.split('.')[0]) >= NEEDS) {
  // Compiling is a third of the start; where nothing can be kept, it goes on without.
  module.enableCompileCache()
  if (sources) await import('./main.ts')
  // reins-ignore layers/unresolved: made when the package is
  else require('./dist/reins.cjs')
} else if (sources && existsSync(own)) {
  const { spawnSync } = require('node:child_process')
  const { status, signal } = spawnSync(own, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = signal === null ? (status ?? 2) : 2
} else {
  console.error(
    `reins needs Node ${NEEDS} or newer, and this is ${process.version}. Install it from https://nodejs.org, or run \`npx -p node@${NEEDS} -p reins reins\`.`,
  )
  process.exitCode = 2
}
