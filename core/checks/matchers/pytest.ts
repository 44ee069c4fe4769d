import { type Draft, type Format, isPlaced, type Repo, toRange } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { placeInText } from '../places-in-text.ts'

const SECTION = /^_{3,} (?:ERROR (?:at (?:setup|teardown) of|collecting) )?(\S.*?) _{3,}$/
const BANNER = /^={3,} (.*?) ={3,}$/
/** `--tb=line`, and the last line of a long trace: `path:7: AssertionError`. */
const LINE = /^([^\s:][^:\n]{0,1000}(?::[\\/][^:\n]{0,1000})?):(\d{1,7}): (\S.*)$/
const SUMMARY = /^(FAILED|ERROR) ([^\s:][^\n]{0,1000}?\.py)(?:::(\S[^\n]*?))?(?: - (.*))?$/
/** The last line of a trace in Python's own style. */
const RAISED = /^[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Failed)\b/
const MESSAGE_LINES = 12
const LONGEST_LINE = 4_000

/** pytest's output in all of its traceback styles. https://docs.pytest.org/en/stable/how-to/output.html */
export const pytest: Format = {
  name: 'pytest',
  structured: false,
  sniff: (text) =>
    /^={3,} (?:FAILURES|ERRORS|test session starts|short test summary info) ={3,}$/m.test(text),
  parse(text, repo) {
    const { blocks, loose, summary } = split(text)
    const named = new Map(
      summary.flatMap((line) => fromSummary(line, repo)).map((draft) => [draft.id, draft]),
    )
    const told = blocks.flatMap((block) => toDraft(block, repo))
    const failures = told.map((draft) =>
      draft.place === null ? { ...draft, place: named.get(draft.id)?.place ?? null } : draft,
    )
    const lines = lineStyle(loose, repo)
    for (const { id } of failures) named.delete(id)
    // Without tracebacks the summary still names each test; "--tb=line" has told of those that failed.
    const rest = [...named.values()].filter(({ level }) => lines.length === 0 || level === 'warn')
    return {
      kind: 'drafts',
      drafts: [...failures, ...lines, ...rest.map((draft): Draft => ({ ...draft, level: 'error' }))],
    }
  },
}

type Block = { name: string; lines: string[] }

/** `loose`: lines of the sections that belong to no block. */
function split(text: string): { blocks: Block[]; loose: string[]; summary: string[] } {
  const blocks: Block[] = []
  const loose: string[] = []
  const summary: string[] = []
  let where = ''
  let block: Block | null = null
  for (const line of text.split('\n')) {
    if (line.length > LONGEST_LINE) continue
    const banner = BANNER.exec(line)
    if (banner !== null) {
      where = banner[1]!
      block = null
    }
    if (/^(?:FAILED|ERROR) \S/.test(line)) summary.push(line)
    if (where !== 'FAILURES' && where !== 'ERRORS') continue
    const section = SECTION.exec(line)
    if (section !== null) {
      block = { name: section[1]!, lines: [] }
      blocks.push(block)
    } else (block?.lines ?? loose).push(line)
  }
  return { blocks, loose, summary }
}

/** The innermost place of ours, and what was said to be wrong. */
function toDraft({ name, lines }: Block, repo: Repo): Draft[] {
  // What a test printed is not what failed.
  const captured = lines.findIndex((line) => /^-{3,} Captured /.test(line))
  const told = captured === -1 ? lines : lines.slice(0, captured)
  const evidence = told.filter((line) => line.startsWith('E ')).map((line) => line.slice(1).trim())
  const raised = told.findLastIndex((line) => RAISED.test(line))
  const said = evidence.length > 0 ? evidence : told.slice(raised === -1 ? told.length : raised)
  const message = said
    .filter((line) => line.trim() !== '')
    .slice(0, MESSAGE_LINES)
    .join('\n')
  const found = placeInText(told.join('\n'), repo)
  const file = name.endsWith('.py') ? repo.resolve(name) : null
  const place =
    found !== null && found !== 'outside'
      ? { path: found.path, range: toRange(found) }
      : file === null
        ? null
        : { path: file, range: null }
  return [{ id: name, level: 'error', place, message: message || 'failed' }]
}

/** `--tb=line`: the place and the message on one line. */
function lineStyle(lines: string[], repo: Repo): Draft[] {
  return lines
    .flatMap((line): Draft[] => {
      const found = LINE.exec(line)
      if (found === null) return []
      const [, file, row, message] = found
      return [
        { id: '', level: 'error', place: placeAt(repo, file!, { line: Number(row) }), message: message! },
      ]
    })
    .filter(isPlaced)
}

function fromSummary(line: string, repo: Repo): Draft[] {
  const found = SUMMARY.exec(line)
  if (found === null) return []
  const [, word, file, test, said] = found
  const path = repo.resolve(file!)
  return [
    {
      id: test === undefined ? file! : test.replaceAll('::', '.'),
      // Told apart by the caller: what could not run is in no section of "--tb=line".
      level: word === 'ERROR' ? 'warn' : 'error',
      place: path === null ? null : { path, range: null },
      message: said ?? (word === 'ERROR' ? 'could not run' : 'failed'),
    },
  ]
}
