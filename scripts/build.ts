import { fileURLToPath } from 'node:url'
import { BUNDLE_TARGET_BYTES, buildAction } from './build-action.ts'

// `npm run build`: the bundle that a release commits, and its size beside what we hold ourselves to.
const sizes = await buildAction(fileURLToPath(new URL('../action/dist', import.meta.url)))
const all = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0)
for (const [name, bytes] of Object.entries(sizes)) console.log(`${kilobytes(bytes)}  action/dist/${name}`)
console.log(
  `${kilobytes(all)}  in all without the parsers, target at most ${kilobytes(BUNDLE_TARGET_BYTES).trim()}`,
)
if (all > BUNDLE_TARGET_BYTES) {
  console.error(
    'The bundle is above its target: see what came in with `esbuild --analyze`, and leave it out.',
  )
  process.exitCode = 1
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} kB`.padStart(8)
}
