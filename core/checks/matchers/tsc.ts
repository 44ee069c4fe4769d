import { type Draft, type Format, toRange } from '../format.ts'

/** `src/a.ts(3,5): error TS2322: …`, and with --pretty `src/a.ts:3:5 - error TS2322: …`. */
const PLAIN = /^([^\s(][^(\n]*)\((\d{1,7}),(\d{1,7})\): (error|warning|message) (TS\d+): (.*)$/
const PRETTY =
  /^([^\s:][^:\n]*(?::[\\/][^:\n]*)?):(\d{1,7}):(\d{1,7}) - (error|warning|message) (TS\d+): (.*)$/
const GLOBAL = /^(error) (TS\d+): (.*)$/
const MOST_DETAILS = 20

/** The TypeScript compiler's own output. */
export const tsc: Format = {
  name: 'tsc',
  structured: false,
  sniff: (text) => /^[^\n]*\b(?:error|warning) TS\d+: /m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let open: { draft: Draft; details: number } | null = null
    for (const line of text.split('\n')) {
      const remark = line.length > 4_000 ? null : (PLAIN.exec(line) ?? PRETTY.exec(line))
      const general = remark === null && line.startsWith('error TS') ? GLOBAL.exec(line) : null
      if (remark !== null) {
        const [, file, row, column, level, id, message] = remark
        const path = repo.resolve(file!)
        const range = toRange({ line: Number(row), column: Number(column) })
        open = {
          draft: {
            id: id!,
            level: toLevel(level!),
            place: path === null ? 'outside' : { path, range },
            message: message!,
          },
          details: 0,
        }
        drafts.push(open.draft)
      } else if (general !== null) {
        open = { draft: { id: general[2]!, level: 'error', place: null, message: general[3]! }, details: 0 }
        drafts.push(open.draft)
      } else if (
        open !== null &&
        line.startsWith('  ') &&
        line.trim() !== '' &&
        open.details < MOST_DETAILS
      ) {
        // What the error consists of, indented below it.
        open.draft.message += `\n${line}`
        open.details++
      } else open = null
    }
    return { kind: 'drafts', drafts }
  },
}

function toLevel(word: string): Draft['level'] {
  return word === 'error' ? 'error' : word === 'warning' ? 'warn' : 'info'
}
