import type { Level } from '../../rules/finding.ts'
import type { Draft, Format, Repo } from '../format.ts'
import { cargoFolder, placeInFolder } from './cargo-folder.ts'
import { panics } from './rust-panics.ts'

const HEAD = /^(error|warning|note|help)(?:\[([A-Za-z0-9_:-]{1,60})\])?: (\S.*)$/
const ARROW = /^\s{0,20}--> ([^\n]{1,1000}?):(\d{1,7}):(\d{1,7})$/
/** `--message-format=short`. */
const SHORT =
  /^([^\s:][^:\n]{0,1000}):(\d{1,7}):(\d{1,7}): (error|warning)(?:\[([A-Za-z0-9_:-]{1,60})\])?: (.*)$/
const LABEL = /^\s{0,20}\|[^\n]{0,1000}?[\^-] help: (\S.*)$/
const NOTE = /^\s{1,20}= (help|note): (\S.*)$/
const LEVELS: Record<string, Level> = { warning: 'warn', note: 'info', help: 'info' }
const LONGEST_LINE = 4_000

type Open = { draft: Draft; placed: boolean; fix: string[] }

/** What rustc, Cargo and Clippy write for people, and the tests that panicked. https://doc.rust-lang.org/rustc/ */
export const rustc: Format = {
  name: 'rustc',
  structured: false,
  sniff: (text) =>
    /^(?:error|warning)(?:\[[\w:-]{1,60}\])?: [^\n]*\n\s{0,20}--> [^\n]+:\d{1,7}:\d{1,7}$/m.test(text) ||
    /^[^\s:][^:\n]{0,1000}:\d{1,7}:\d{1,7}: (?:error|warning)\[E\d{4}\]: /m.test(text) ||
    /^thread '[^'\n]{1,500}' (?:\(\d{1,9}\) )?panicked at /m.test(text),
  parse(text, repo) {
    const lines = text.split('\n')
    return { kind: 'drafts', drafts: [...remarks(lines, repo), ...panics(lines, repo)] }
  },
}

function remarks(lines: string[], repo: Repo): Draft[] {
  const found: Open[] = []
  let folder: string | null = null
  let open: Open | null = null
  for (const line of lines) {
    if (line.length > LONGEST_LINE) continue
    const head = HEAD.exec(line)
    const short = head === null ? SHORT.exec(line) : null
    if (short !== null) {
      const [, file, row, column, level, id, message] = short
      const draft = toDraft({ level: level!, id: id ?? '', message: message! })
      draft.place = placeInFolder(repo, { folder, at: [file!, row!, column!] })
      found.push({ draft, placed: true, fix: [] })
      open = null
    } else if (head !== null && open !== null && (head[1] === 'help' || head[1] === 'note')) {
      if (head[1] === 'help') open.fix.push(head[3]!)
      else open.draft.message += `\nnote: ${head[3]}`
    } else if (head !== null) {
      open = {
        draft: toDraft({ level: head[1]!, id: head[2] ?? '', message: head[3]! }),
        placed: false,
        fix: [],
      }
      found.push(open)
    } else if (open !== null) detail(open, { line, folder, repo })
    folder = cargoFolder(line) ?? folder
  }
  // What has no place says how many there were, or where to read more.
  return found
    .filter(({ placed }) => placed)
    .map(({ draft, fix }) => ({ ...draft, fix: fix.join('\n') || undefined }))
}

function toDraft({ level, id, message }: { level: string; id: string; message: string }): Draft {
  return { id, level: LEVELS[level] ?? 'error', place: null, message }
}

function detail(
  open: Open,
  { line, folder, repo }: { line: string; folder: string | null; repo: Repo },
): void {
  const arrow = open.placed ? null : ARROW.exec(line)
  if (arrow !== null) {
    open.draft.place = placeInFolder(repo, { folder, at: [arrow[1]!, arrow[2]!, arrow[3]!] })
    open.placed = true
    return
  }
  const label = LABEL.exec(line)
  if (label !== null) open.fix.push(label[1]!)
  const note = NOTE.exec(line)
  if (note === null) return
  const [, kind, said] = note
  const link = /^for further information visit (https:\S+?(?:#(\w+))?)$/.exec(said!)
  const lint =
    /^`#\[(?:warn|deny|forbid)\(([\w:]+)\)\]`/.exec(said!) ??
    /^requested on the command line with `-[DWF] ([\w:-]+)`$/.exec(said!)
  if (link !== null) {
    open.draft.source = [link[1]!]
    if (open.draft.id === '' && link[2] !== undefined) open.draft.id = `clippy::${link[2]}`
  } else if (lint !== null) {
    if (open.draft.id === '') open.draft.id = lint[1]!.replaceAll('-', '_')
  } else if (kind === 'help') open.fix.push(said!)
  else open.draft.message += `\nnote: ${said}`
}
