import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path/posix'
import { MAX_SEARCH_LINE, MAX_TOOL_OUTPUT } from '../../core/run/agent-limits.ts'
import { globFilter } from './glob-filter.ts'
import { compilePattern, type LinePattern } from './line-pattern.ts'
import { openRegular } from './open-regular.ts'
import type { Performed, Surroundings } from './operation.ts'
import { safePath } from './safe-path.ts'
import type { HostCall } from './tool-host.ts'
import { type Met, only, walk } from './walk.ts'

type SearchCall = Extract<HostCall, { op: 'search' }>

const MAX_MATCHES = 200
/** Larger files are generated or data; they are counted, not searched. */
const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_SEARCH_TIME = 20_000

/** Lines that match, as `path:line: text`. RE2 syntax: no pattern can take for ever. */
export async function search(call: SearchCall, { place, signal }: Surroundings): Promise<Performed> {
  const compiled = compilePattern(call.pattern)
  if (compiled.kind === 'broken') return { ok: false, text: compiled.why }
  const root = (call.path ?? '').startsWith(`${place.spill}/`) ? place.spill : place.workspace
  const start = await findStart(root, call.path || '.')
  if (start.kind === 'refused') return { ok: false, text: `Refused: ${start.why}.`, denied: start.why }
  if (start.kind === 'missing') return { ok: false, text: `${call.path} does not exist.` }

  const isWanted = globFilter(call.glob ?? '')
  const until = performance.now() + MAX_SEARCH_TIME
  const found: Found = { lines: [], length: 0, matches: 0, skipped: 0, unfinished: false }
  for await (const met of start.isFolder ? walk(root, start.path) : only(root, start.path)) {
    found.unfinished = signal.aborted || performance.now() > until
    if (found.unfinished) break
    if (isWanted(met.path)) await searchFile(met, compiled.pattern, found)
  }
  return { ok: true, text: tell(found, call) }
}

type Start =
  | { kind: 'ok'; path: string; isFolder: boolean }
  | { kind: 'refused'; why: string }
  | { kind: 'missing' }

/** Where to search, links resolved: a link may lead elsewhere in the root, never out of it. */
async function findStart(root: string, path: string): Promise<Start> {
  const safe = safePath(path, root)
  if (safe.kind === 'refused') return safe
  try {
    const real = safePath(await realpath(join(root, safe.path)), root)
    if (real.kind === 'refused') return { kind: 'refused', why: `${safe.path} is a link, and ${real.why}` }
    return { kind: 'ok', path: real.path, isFolder: (await stat(join(root, real.path))).isDirectory() }
  } catch {
    return { kind: 'missing' }
  }
}

type Found = { lines: string[]; length: number; matches: number; skipped: number; unfinished: boolean }

async function searchFile({ path, at }: Met, pattern: LinePattern, found: Found): Promise<void> {
  const text = await load(at)
  if (text === null) found.skipped++
  if (text === null || !pattern.mayMatch(text)) return
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (!pattern.matches(line)) continue
    found.matches++
    if (found.lines.length >= MAX_MATCHES || found.length >= MAX_TOOL_OUTPUT - 1_000) continue
    const shown = `${path}:${index + 1}: ${cutLine(line)}`
    found.lines.push(shown)
    found.length += shown.length + 1
  }
}

/** @returns null for what is not searched: binary, too large, or no file any more. */
async function load(at: string): Promise<string | null> {
  const opened = await openRegular(at).catch(() => null)
  if (opened?.kind !== 'file') return null
  try {
    if (opened.size > MAX_FILE_BYTES) return null
    const bytes = await opened.file.readFile()
    return bytes.subarray(0, 8_000).includes(0) ? null : bytes.toString('utf8')
  } finally {
    await opened.file.close()
  }
}

function cutLine(line: string): string {
  if (line.length <= MAX_SEARCH_LINE) return line
  return `${line.slice(0, MAX_SEARCH_LINE).toWellFormed()} [… ${line.length - MAX_SEARCH_LINE} more characters]`
}

function tell(found: Found, call: SearchCall): string {
  const rest = found.matches - found.lines.length
  const notes = [
    rest > 0 ? `${rest} more matching lines not shown; narrow it with path, glob or a longer pattern` : null,
    found.unfinished ? `stopped after ${MAX_SEARCH_TIME / 1_000} s; the rest was not searched` : null,
    found.skipped > 0 ? `${found.skipped} binary or very large files not searched` : null,
  ].filter((note) => note !== null)
  const where = [call.path, call.glob].filter(Boolean).join(', ')
  const head =
    found.matches === 0
      ? `No match${where === '' ? '' : ` in ${where}`}. Ignored files and node_modules are left out.`
      : found.lines.join('\n')
  return notes.length === 0 ? head : `${head}\n[${notes.join('; ')}]`
}
