import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path/posix'
import { RE2JS } from 're2js'
import { MAX_SEARCH_LINE, MAX_TOOL_OUTPUT } from '../../core/run/agent-limits.ts'
import { globFilter } from './glob-filter.ts'
import { openInside } from './open-inside.ts'
import type { Performed, Surroundings } from './perform.ts'
import { safePath } from './safe-path.ts'
import type { HostCall } from './tool-host.ts'
import { walk } from './walk.ts'

type SearchCall = Extract<HostCall, { op: 'search' }>

const MAX_MATCHES = 200
/** Larger files are generated or data; they are counted, not searched. */
const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_SEARCH_TIME = 20_000

/** Lines that match, as `path:line: text`. RE2 syntax: no pattern can take for ever. */
export async function search(call: SearchCall, { place, signal }: Surroundings): Promise<Performed> {
  const pattern = compile(call.pattern)
  if (typeof pattern === 'string') return { ok: false, text: pattern }
  const root = (call.path ?? '').startsWith(`${place.spill}/`) ? place.spill : place.workspace
  const start = await findStart(root, call.path || '.')
  if (start.kind === 'refused') return { ok: false, text: `Refused: ${start.why}.`, denied: start.why }
  if (start.kind === 'missing') return { ok: false, text: `${call.path} does not exist.` }

  const isWanted = globFilter(call.glob ?? '')
  const until = performance.now() + MAX_SEARCH_TIME
  const found: Found = { lines: [], length: 0, matches: 0, files: 0, skipped: 0, unfinished: false }
  for await (const path of start.isFolder ? walk(root, start.path) : [start.path]) {
    if (signal.aborted || performance.now() > until) {
      found.unfinished = true
      break
    }
    if (!isWanted(path)) continue
    await searchFile(path, { root, pattern, found })
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

type Found = {
  lines: string[]
  length: number
  matches: number
  files: number
  skipped: number
  unfinished: boolean
}

function compile(pattern: string): RE2JS | string {
  if (pattern === '') return 'The pattern is empty: say what to look for.'
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const why = (error as Error).message
    return `The pattern is no RE2 regular expression (${why}). Look-around and back-references do not exist in it; write \\ before ( ) [ ] { } . * + ? | ^ $ to mean them.`
  }
}

async function searchFile(
  path: string,
  { root, pattern, found }: { root: string; pattern: RE2JS; found: Found },
): Promise<void> {
  const text = await load(root, path)
  if (text === null) {
    found.skipped++
    return
  }
  let hits = 0
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (!pattern.test(line)) continue
    hits++
    if (found.lines.length >= MAX_MATCHES || found.length >= MAX_TOOL_OUTPUT - 1_000) continue
    const shown = `${path}:${index + 1}: ${cutLine(line)}`
    found.lines.push(shown)
    found.length += shown.length + 1
  }
  found.matches += hits
  if (hits > 0) found.files++
}

/** @returns null for what is not searched: binary, too large, a link out of the root, gone meanwhile. */
async function load(root: string, path: string): Promise<string | null> {
  const opened = await openInside(path, [root])
  if (opened.kind !== 'ok') return null
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
