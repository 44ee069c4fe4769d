import type { Level } from '../../rules/finding.ts'
import { type Draft, type Format, type Repo, toRange } from '../format.ts'
import { traceDrafts } from './traces.ts'

const LONGEST_LINE = 2_000
/** `path:line: message`, `path:line:column: message`, `path:line:column - message`; mypy can add where it ends. */
const REMARK =
  /^((?:[A-Za-z]:(?=[\\/]))?[^:\s(][^:]{0,1000}):(\d{1,7})(?::(\d{1,7}))?(?::(\d{1,7}):(\d{1,7}))?(?::| -) +(\S.*)$/
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
/** gcc and clang put the option at the end, clang-tidy its checks, mypy and ShellCheck the code, Pyright its rule. */
const OPTION =
  /\s(?:\[(-W[\w=+-]{1,60}|[a-z][a-z0-9./-]{1,60}|SC\d{3,5})(?:,[\w,=-]{1,100})?\]|\((report[A-Z]\w{1,60})\))$/
/** ESLint's, Stylelint's and oxlint's "unix" lines. */
const LEVEL_AT_END = /\s\[(error|warning|info)(?:\/([^\s\]]{1,100}))?\]$/i

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
      add(drafts, { at: found, said: evidence.length > 0 ? evidence.slice(-8).join('\n') : found[6]!, repo })
      evidence = []
    }
    if (line !== '') before = line
  }
  return drafts
}

function add(drafts: Draft[], { at, said, repo }: { at: RegExpExecArray; said: string; repo: Repo }): void {
  const [, written, row, column, endRow, endColumn] = at
  const path = repo.resolve(written!)
  // Lines of any log look like this ("12:30:45: started"): only what has the shape of a path was meant as one.
  if (path === null && !/[/\\]|\.[A-Za-z]\w{0,7}$/.test(written!)) return
  // gcc's way to a template's error, which follows.
  if (/^(?:recursively )?required (?:from|by) /.test(said)) return
  const word = WORD.exec(said)
  const rest = said.slice(word?.[0].length ?? 0)
  const closing = LEVEL_AT_END.exec(rest)
  const option = closing === null ? OPTION.exec(rest) : null
  const level = LEVELS[(word?.[1] ?? closing?.[1] ?? 'error').toLowerCase()]!
  const last = drafts.at(-1)
  // A note with a code of its own is a remark of its own.
  if (word?.[1]?.toLowerCase() === 'note' && option === null && last !== undefined) {
    last.message += `\nnote: ${rest} (${path ?? written}:${row})`
    return
  }
  drafts.push({
    id: word?.[2] ?? option?.[1] ?? option?.[2] ?? closing?.[2] ?? '',
    level,
    place:
      path === null
        ? 'outside'
        : {
            path,
            range: toRange({
              line: Number(row),
              column: number(column),
              endLine: number(endRow),
              endColumn: endColumn === undefined ? null : Number(endColumn) + 1,
            }),
          },
    message: rest.slice(0, (closing ?? option)?.index) || said,
  })
}

function number(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}
