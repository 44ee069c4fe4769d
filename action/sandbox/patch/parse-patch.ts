import { type Line, parseChunks, quote } from './parse-chunks.ts'
import type { Broken, FilePatch } from './patch.ts'
import { unwrapPatch } from './unwrap-patch.ts'

const HEADER = /^\*\*\* (Add|Update|Delete) File: (.+)$/
const EXAMPLE = `*** Begin Patch
*** Update File: path
@@ a line above the place
 unchanged line
-old line
+new line
*** End Patch`
const MOVE = /^\*\*\* Move to: (.+)$/

/** Reads a V4A patch. Wrapping that models put around it (fences, heredocs) is taken off first. */
export function parsePatch(text: string): { kind: 'ok'; files: FilePatch[] } | Broken {
  const lines = unwrapPatch(text)
  const files: FilePatch[] = []
  let at = 0
  while (at < lines.length) {
    const { text: line, number } = lines[at]!
    if (line.trim() === '') {
      at++
      continue
    }
    const header = HEADER.exec(line.trimEnd())
    if (header === null)
      return broken(
        number,
        `expected "*** Add File: ", "*** Update File: " or "*** Delete File: ", got ${quote(line)}`,
      )
    const end = lines.findIndex((next, index) => index > at && HEADER.test(next.text.trimEnd()))
    const body = lines.slice(at + 1, end === -1 ? lines.length : end)
    const file = parseFile(header[1]!, header[2]!.trim(), { number, body })
    if (file.kind === 'broken') return file
    const problem = addFile(files, file)
    if (problem !== null) return broken(number, problem)
    at += 1 + body.length
  }
  if (files.length === 0)
    return { kind: 'broken', why: `The patch names no file. It looks like this:\n${EXAMPLE}` }
  return { kind: 'ok', files }
}

function parseFile(
  verb: string,
  path: string,
  { number, body }: { number: number; body: Line[] },
): FilePatch | Broken {
  if (verb === 'Add') return parseAdd(path, body)
  if (verb === 'Update') return parseUpdate(path, { number, body })
  const extra = body.find((line) => line.text.trim() !== '')
  if (extra !== undefined)
    return broken(extra.number, 'nothing may follow "*** Delete File: …" but the next file')
  return { kind: 'delete', path }
}

function parseAdd(path: string, body: Line[]): FilePatch | Broken {
  const lines = body.toSpliced(body.findLastIndex((line) => line.text !== '') + 1)
  const wrong = lines.find((line) => line.text !== '' && !line.text.startsWith('+'))
  if (wrong !== undefined)
    return broken(wrong.number, `every line of a new file begins with "+", got ${quote(wrong.text)}`)
  return { kind: 'add', path, content: lines.map((line) => `${line.text.slice(1)}\n`).join('') }
}

function parseUpdate(path: string, { number, body }: { number: number; body: Line[] }): FilePatch | Broken {
  const move = MOVE.exec(body[0]?.text.trimEnd() ?? '')
  const parsed = parseChunks(move === null ? body : body.slice(1))
  if (parsed.kind === 'broken') return broken(parsed.line, parsed.why)
  if (parsed.chunks.length === 0 && move === null)
    return broken(number, `the update of ${path} has no changes`)
  return { kind: 'update', path, moveTo: move?.[1]?.trim() ?? null, chunks: parsed.chunks }
}

/** Two updates of one file are one with more chunks; anything else twice contradicts itself. */
function addFile(files: FilePatch[], file: FilePatch): string | null {
  const before = files.find((one) => one.path === file.path)
  if (before === undefined) {
    files.push(file)
    return null
  }
  if (before.kind !== 'update' || file.kind !== 'update' || before.moveTo !== null || file.moveTo !== null)
    return `${file.path} stands in the patch twice`
  before.chunks.push(...file.chunks)
  return null
}

function broken(line: number, why: string): Broken {
  return { kind: 'broken', why: `Line ${line} of the patch: ${why}.` }
}
