import { type Draft, type Repo, toRange } from '../format.ts'
import { frameOf, placeInText } from '../places-in-text.ts'

const WINDOW = 40
const MESSAGE_LINES = 12
const LONGEST_LINE = 2_000
const FRAME = /^\s*(?:at\s+(?:async\s+)?\S|❯\s+\S|File ")|^\s+\S+:\d{1,7} \+0x[0-9a-f]+$/
/** Where a failed test, or an uncaught error, begins. */
const TEST = /^\s*(?:●\s|FAIL\s|✕\s|✖\s|×\s)/
const ERROR =
  /^\s*(?:Uncaught\s+)?(?:[\w$]+[.:])*[A-Z]\w*(?:Error|Exception|Failure)\b|^(?:panic|Error|fatal error): /
const CONSOLE = /^\s*console\.\w+$/
/** `  > 5 |   expect(…)`: the code itself, which the place shows anyway. */
const CODE = /^\s*>?\s*\d*\s*\|/

/** Stack traces as remarks: what was said before (or, in Python, after) the trace, at its innermost place of ours. */
export function traceDrafts(lines: string[], repo: Repo): Draft[] {
  const drafts: Draft[] = []
  let free = 0 // The first line that belongs to no trace yet.
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    const python = line.trim() === 'Traceback (most recent call last):'
    if (!python && !isFrame(line)) continue
    const end = python ? pythonEnd(lines, index + 1) : traceEnd(lines, index + 1)
    const { id, message } = python
      ? { id: '', message: (lines[end] ?? '').trim() }
      : context(lines, { from: Math.max(free, index - WINDOW), to: index })
    const found = placeInText(lines.slice(index, end).join('\n'), repo)
    if (message !== '' && found !== null)
      drafts.push({
        id,
        level: 'error',
        place: found === 'outside' ? found : { path: found.path, range: toRange(found) },
        message,
      })
    free = python ? end + 1 : end
    index = Math.max(index, end - 1)
  }
  return drafts
}

function isFrame(line: string): boolean {
  return line.length <= LONGEST_LINE && FRAME.test(line) && frameOf(line) !== null
}

/** The frames, with the code between them; a blank line followed by no frame ends them. */
function traceEnd(lines: string[], from: number): number {
  let end = from
  for (let index = from; index < lines.length && index - end < 12; index++) {
    const line = lines[index]!
    if (isFrame(line)) end = index + 1
    else if (line.length > LONGEST_LINE || !(CODE.test(line) || /^\s+at\s/.test(line))) break
  }
  return end
}

/** Everything indented; the first line that is not says what was raised. */
function pythonEnd(lines: string[], from: number): number {
  let end = from
  while (end < lines.length && /^\s/.test(lines[end]!)) end++
  return end
}

/** From the last test's or error's first line down to the trace; no message when nothing there says that something failed. */
function context(
  lines: string[],
  { from, to }: { from: number; to: number },
): { id: string; message: string } {
  const before = lines.slice(from, to).map((line) => (line.length > LONGEST_LINE ? '' : line))
  const test = before.findLastIndex((line) => TEST.test(line))
  const start = test === -1 ? before.findLastIndex((line) => ERROR.test(line)) : test
  if (start === -1) return { id: '', message: '' }
  // A test that only logs: the runner shows where it does.
  if (before.slice(start).some((line) => CONSOLE.test(line))) return { id: '', message: '' }
  const id =
    test === -1
      ? ''
      : before[test]!.replace(TEST, '')
          .replace(/ \([\d.]{1,20}m?s\)\s*$/, '')
          .trim()
  const said = before
    .slice(test === -1 ? start : start + 1)
    .filter((line) => line.trim() !== '' && !CODE.test(line))
    .map((line) => line.trim())
    .slice(0, MESSAGE_LINES)
  return { id, message: said.join('\n') || id }
}
