import { nearest } from '../core/command/nearest.ts'
import type { CliCommand } from './command.ts'
import { check } from './commands/check.ts'
import { explain } from './commands/explain.ts'
import { init } from './commands/init.ts'
import { Refused } from './refused.ts'
import { EXIT, type ExitCode, type Terminal } from './terminal.ts'

/** A new command is one file and one entry here. */
export const CLI_COMMANDS: readonly CliCommand[] = [check, explain, init]

/** Does what the arguments ask for. What somebody can mend ends in a sentence, never in a stack trace. */
export async function runCli(args: string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(help(rest[0]))
    return EXIT.ok
  }
  const command = CLI_COMMANDS.find((one) => one.name === name)
  if (command === undefined) {
    const meant = nearest(
      name,
      CLI_COMMANDS.map((one) => one.name),
    )
    const hint = meant === null ? '' : ` Did you mean \`reins ${meant}\`?`
    terminal.err(`reins: there is no command ${JSON.stringify(name)}.${hint} \`reins help\` lists them.\n`)
    return EXIT.refused
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(help(name))
    return EXIT.ok
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    terminal.progress?.('')
    terminal.err(`reins ${name}: ${error.message}\n`)
    return EXIT.refused
  }
}

function help(name: string | undefined): string {
  const one = CLI_COMMANDS.find((command) => command.name === name)
  if (one !== undefined) return `reins ${one.usage}\n\n${one.help}\n\n${one.options}`
  const width = Math.max(...CLI_COMMANDS.map(({ usage }) => usage.length))
  const list = CLI_COMMANDS.map(({ usage, summary }) => `  reins ${usage.padEnd(width)}  ${summary}\n`)
  return `The rules of .github/agent.yml on a local checkout.\n\n${list.join('')}\n\`reins help <command>\` says more. Exit codes: 0 nothing breaks, 1 something does, 2 nothing could be judged.\n`
}
