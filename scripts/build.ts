import { join } from 'node:path'
import { BUNDLE_TARGET_BYTES, buildAction } from './build-action.ts'
import { buildCli } from './build-cli.ts'
import { root } from './bundle.ts'

// `npm run build`: the bundle that a release commits, beside what we hold its size to, and the one of the npm package.
const action = await buildAction(join(root, 'action/dist'))
const all = Object.values(action).reduce((sum, bytes) => sum + bytes, 0)
show('action/dist', action)
console.log(
  `${kilobytes(all)}  in all without the parsers, target at most ${kilobytes(BUNDLE_TARGET_BYTES).trim()}`,
)
show('cli/dist', await buildCli(join(root, 'cli/dist')))
if (all > BUNDLE_TARGET_BYTES) {
  console.error(
    'The bundle is above its target: see what came in with `esbuild --analyze`, and leave it out.',
  )
  process.exitCode = 1
}

function show(folder: string, sizes: Record<string, number>): void {
  for (const [name, bytes] of Object.entries(sizes)) console.log(`${kilobytes(bytes)}  ${folder}/${name}`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} kB`.padStart(8)
}
