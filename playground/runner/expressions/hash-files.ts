import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { toText, type Value } from './value.ts'

/** One SHA-256 over the SHA-256 of every file that matches; empty when none does. `!` leaves files out. */
export function hashFiles(workspace: string, patterns: Value[]): string {
  const lines = patterns.flatMap((pattern) =>
    toText(pattern)
      .split('\n')
      .map((line) => line.trim()),
  )
  const wanted = lines.filter((line) => line !== '' && !line.startsWith('!'))
  const unwanted = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const files = globSync(wanted, { cwd: workspace })
    .filter((path) => !unwanted.some((pattern) => matchesGlob(path, pattern)))
    .filter((path) => !path.startsWith('..') && statSync(join(workspace, path)).isFile())
    .sort()
  if (files.length === 0) return ''
  const whole = createHash('sha256')
  for (const path of files)
    whole.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, path)))
        .digest(),
    )
  return whole.digest('hex')
}
