import { stripInvisible } from '../markdown/invisible.ts'
import { BODY } from '../run/github-limits.ts'
import type { Command, CommandProblem, ParsedComment } from './command.ts'
import { COMMANDS } from './commands.ts'
import { nearest } from './nearest.ts'
import { spokenLines } from './spoken-lines.ts'

/**
 * Finds the commands of a comment: lines of a top-level paragraph that begin, at column 0, with the trigger and a space.
 * What GitHub shows as a quote, code, a list, a heading, HTML or a link's title is never a command. Case does not matter
 * (phones capitalise a first word), nor do invisible characters: what a person sees is what counts. The trigger alone
 * asks for help. Never throws; takes time in proportion to the text.
 */
export function parseComment(body: string, trigger: string): ParsedComment {
  const text = body.slice(0, BODY).replace(/\r\n?/g, '\n')
  const lines = text.split('\n')
  const calls = new Map<number, string>()
  for (const [index, line] of lines.entries()) {
    const said = afterTrigger(line, trigger)
    if (said !== null) calls.set(index + 1, said)
  }
  if (calls.size === 0) return { commands: [], problems: [] }

  const spoken = spokenLines(lines, new Set(calls.keys()))
  const commands: Command[] = []
  const problems: CommandProblem[] = []
  for (const [index, line] of spoken.entries()) {
    const { name, written, rest } = nameOf(calls.get(line) ?? '')
    const below = lines.slice(line, (spoken[index + 1] ?? lines.length + 1) - 1)
    if (COMMANDS.some((spec) => spec.name === name))
      commands.push({ name, text: [rest, ...below].join('\n').trim(), line })
    else problems.push({ written, line, nearest: nearest(name, namesOfCommands()) })
  }
  return { commands, problems }
}

/** What follows the trigger on a line that begins with it, or null. */
function afterTrigger(line: string, trigger: string): string | null {
  const seen = stripInvisible(line)
  if (seen.slice(0, trigger.length).toLowerCase() !== trigger.toLowerCase()) return null
  const said = seen.slice(trigger.length)
  return said === '' || /^\s/.test(said) ? said : null
}

function nameOf(said: string): { name: string; written: string; rest: string } {
  const [, written = '', rest = ''] = /^\s*(\S*)(.*)$/.exec(said) ?? []
  if (written === '') return { name: 'help', written, rest }
  const name = written.toLowerCase().replace(/[.,:;!?]+$/, '')
  return { name, written: [...written].slice(0, 60).join(''), rest }
}

function namesOfCommands(): string[] {
  return COMMANDS.map((spec) => spec.name)
}
