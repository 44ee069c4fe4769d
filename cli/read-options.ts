import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { nearest } from '../core/command/nearest.ts'
import { Refused } from './refused.ts'

/** Options and positionals of a command. @throws Refused with what is wrong and, where it can be told, what was meant. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    throw new Refused(explain(code, message, Object.keys(options)))
  }
}

function explain(code: string, message: string, known: string[]): string {
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return explainValue(message)
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `${message.replace(/\.?$/, '.')}`
  const written = /'(-[^']*)'/.exec(message)?.[1] ?? ''
  const meant = nearest(written.replace(/^-+/, ''), known)
  if (known.length === 0)
    return `there is no option ${written}; a name that begins with a dash goes after --.`
  const hint =
    meant === null
      ? ` Known are ${known.map((name) => `--${name}`).join(', ')}.`
      : ` Did you mean --${meant}?`
  return `there is no option ${written}.${hint}`
}

/** Node says it in up to three lines. */
function explainValue(message: string): string {
  const option = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1] ?? 'an option'
  return /does not take/.test(message)
    ? `${option} takes no value.`
    : `${option} needs a value; one that begins with a dash is written ${option}=<value>.`
}
