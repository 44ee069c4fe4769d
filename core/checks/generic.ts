import type { Level } from '../rules/finding.ts'
import { type Draft, type Format, type Repo, toRange } from './format.ts'
import { traceDrafts } from './traces.ts'

const LONGEST_LINE = 2_000
/** `path:line: message`, `path:line:column: message`, `path:line:column - message`. */
const REMARK = /^((?:[A-Za-z]:(?=[\\/]))?[^:\s(][^:]{0,1000}):(\d{1,7})(?::(\d{1,7}))?(?::| -) +(\S.*)$/
/** rustc and ruff: the remark, then where it stands. */
const ARROW = /^--> ([^:]{1,1000}):(\d{1,7}):(\d{1,7})$/
const WORD = /^(?:fatal )?(error|warning|note|info|hint|remark)\b(?:\[([\w-]{1,60})\])?:?\s*/i
const LEVELS: Record<string, Level> = {
  error: 'error',
  warning: 'warn',
  note: 'info',
  info: 'info',
  hint: 'info',
  remark: 'info',
}
/** gcc and clang put the option at the end, mypy its code. */
const OPTION = /\s\[(-W[\w=+-]{1,60}|[a-z][a-z0-9-]{1,60})\]$/

/** Compilers, linters and test runners that write `file:line[:column]: message`; then stack traces. */
export const generic: Format = {
  name: 'generic',
  structured: false,
  sniff: () => true,
  parse(text, repo) {
    const lines = text.split('\n')
    return { kind: 'drafts', drafts: [...remarks(lines, repo), ...traceDrafts(lines, repo)] }
  },
}

function remarks(lines: string[], repo: Repo): Draft[] {
  const drafts: Draft[] = []
  /** pytest's "E   …" lines, which say what the place below them is about. */
  let evidence: string[] = []
  let before = ''
  for (const raw of lines) {
    if (raw.length > LONGEST_LINE) continue
    const line = raw.trim()
    if (raw.startsWith('E ')) evidence.push(line.slice(1).trim())
    const arrow = line.startsWith('--> ') ? ARROW.exec(line) : null
    const found = arrow === null ? REMARK.exec(line) : null
    if (arrow !== null) add(drafts, { at: arrow, said: before, repo })
    else if (found !== null) {
      add(drafts, { at: found, said: evidence.length > 0 ? evidence.slice(-8).join('\n') : found[4]!, repo })
      evidence = []
    }
    if (line !== '') before = line
  }
  return drafts
}

function add(drafts: Draft[], { at, said, repo }: { at: RegExpExecArray; said: string; repo: Repo }): void {
  const [, written, row, column] = at
  const path = repo.resolve(written!)
  // Lines of any log look like this ("12:30:45: started"): only what has the shape of a path was meant as one.
  if (path === null && !/[/\\]|\.[A-Za-z]\w{0,7}$/.test(written!)) return
  const word = WORD.exec(said)
  const level = LEVELS[word?.[1]?.toLowerCase() ?? 'error']!
  const rest = said.slice(word?.[0].length ?? 0)
  const option = OPTION.exec(rest)
  const last = drafts.at(-1)
  if (word?.[1]?.toLowerCase() === 'note' && last !== undefined) {
    last.message += `\nnote: ${rest} (${path ?? written}:${row})`
    return
  }
  drafts.push({
    id: word?.[2] ?? option?.[1] ?? '',
    level,
    place:
      path === null
        ? 'outside'
        : {
            path,
            range: toRange({ line: Number(row), column: column === undefined ? null : Number(column) }),
          },
    message: (option === null ? rest : rest.slice(0, option.index)) || said,
  })
}
