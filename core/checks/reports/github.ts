import type { Level } from '../../rules/finding.ts'
import { type Draft, type Format, toRange } from '../format.ts'

const LEVELS: Record<string, Level> = { error: 'error', warning: 'warn', notice: 'info' }
const COMMAND = /^[ \t]*::(error|warning|notice)(?:[ \t]([^\n]*?))?::([^\n]*)$/gm

/** Workflow commands. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message */
export const github: Format = {
  name: 'github',
  structured: true,
  sniff: (text) => /^[ \t]*::(?:error|warning|notice)(?:[ \t][^\n]*)?::/m.test(text),
  parse(text, repo) {
    const drafts = Array.from(text.matchAll(COMMAND), ([, command, written = '', message]): Draft => {
      const { file, title, line, endLine, col, column, endColumn } = properties(written)
      const { id, heading, said } = splitTitle({ title: title ?? '', said: unescapeData(message!).trim() })
      const path = file === undefined || file === '' ? null : repo.resolve(file)
      return {
        id,
        level: LEVELS[command!]!,
        place:
          file === undefined || file === ''
            ? null
            : path === null
              ? 'outside'
              : {
                  path,
                  range: toRange({
                    line: number(line),
                    endLine: number(endLine),
                    column: number(col ?? column),
                    endColumn: number(endColumn),
                  }),
                },
        message: [heading, said].filter(Boolean).join('\n') || `${command} without a message`,
      }
    })
    return { kind: 'drafts', drafts }
  },
}

/** Linters give their rule as the title, and some repeat the place for those who read the log. */
function splitTitle({ title, said }: { title: string; said: string }): {
  id: string
  heading: string
  said: string
} {
  const rule =
    /^(?:[\w-]{1,40} \(([\w@/.-]{1,100})\)|([a-z][\w@.-]{0,60}(?:[/(][\w@.()-]{1,100}){1,4}))$/.exec(title)
  if (rule === null) return { id: '', heading: title, said }
  const id = rule[1] ?? rule[2]!
  const rest = said.replace(/^[^\s:][^:\n]{0,1000}:\d{1,7}:\d{1,7}: /, '')
  return { id, heading: '', said: rest.startsWith(`${id} `) ? rest.slice(id.length + 1) : rest }
}

function properties(written: string): Record<string, string | undefined> {
  const found: Record<string, string | undefined> = Object.create(null)
  for (const pair of written.split(',')) {
    const equals = pair.indexOf('=')
    if (equals > 0) found[pair.slice(0, equals).trim()] = unescapeProperty(pair.slice(equals + 1))
  }
  return found
}

const ESCAPED: Record<string, string> = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }

function unescapeData(text: string): string {
  return text.replace(/%(?:25|0D|0A)/gi, (code) => ESCAPED[code.toUpperCase()]!).replace(/\r\n?/g, '\n')
}

function unescapeProperty(text: string): string {
  return text.replace(/%(?:25|0D|0A|3A|2C)/gi, (code) => ESCAPED[code.toUpperCase()]!)
}

function number(text: string | undefined): number | null {
  return text === undefined || !/^\s*\d{1,9}\s*$/.test(text) ? null : Number(text)
}
