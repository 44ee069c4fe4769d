import type { Draft, Repo } from '../format.ts'
import { cargoFolder, placeInFolder } from './cargo-folder.ts'

const PANIC = /^thread '([^'\n]{1,500})' (?:\(\d{1,9}\) )?panicked at ([^\n]{1,1000}?):(\d{1,7}):(\d{1,7}):$/
/** Before Rust 1.73. */
const OLDER = /^thread '([^'\n]{1,500})' panicked at '(.{0,2000}?)', ([^\n']{1,1000}):(\d{1,7}):(\d{1,7})$/
const END =
  /^(?:stack backtrace:|note: run with `RUST_BACKTRACE|note: Some details|---- |test result: |failures:$|thread ')/
const MESSAGE_LINES = 12

/** Threads that panicked: each test of Rust is one, with its name. */
export function panics(lines: readonly string[], repo: Repo): Draft[] {
  const drafts: Draft[] = []
  let folder: string | null = null
  const place = (at: [string, string, string]) => {
    const found = placeInFolder(repo, { folder, at })
    // A failed test is ours wherever it panicked.
    return found === 'outside' ? null : found
  }
  for (const [index, line] of lines.entries()) {
    if (line.length > 4_000) continue
    folder = cargoFolder(line) ?? folder
    if (!line.startsWith("thread '")) continue
    const panic = PANIC.exec(line)
    const older = panic === null ? OLDER.exec(line) : null
    if (panic !== null) {
      const [, thread, file, row, column] = panic
      drafts.push({
        id: thread!,
        level: 'error',
        place: place([file!, row!, column!]),
        message: messageFrom(lines, index + 1) || 'panicked',
      })
    } else if (older !== null) {
      const [, thread, message, file, row, column] = older
      drafts.push({
        id: thread!,
        level: 'error',
        place: place([file!, row!, column!]),
        message: message || 'panicked',
      })
    }
  }
  return drafts
}

function messageFrom(lines: readonly string[], from: number): string {
  const said: string[] = []
  for (let index = from; index < lines.length && said.length < MESSAGE_LINES; index++) {
    const line = lines[index]!
    if (line.trim() === '' || END.test(line)) break
    said.push(line.slice(0, 2_000))
  }
  return said.join('\n')
}
