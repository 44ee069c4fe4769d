import type { JobLog } from './job-log.ts'
import { parseCommand } from './parse-command.ts'

/** Names a step may not use to resume commands: somebody who can guess them could. */
const COMMANDS = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])
const INSTEAD: Record<string, string> = {
  'set-output': 'GITHUB_OUTPUT',
  'save-state': 'GITHUB_STATE',
  'set-env': 'GITHUB_ENV',
  'add-path': 'GITHUB_PATH',
}

/** What one process writes, line by line: commands are performed, everything else is logged. */
export function readOutput(log: JobLog): (line: string) => void {
  let resume: string | null = null
  return (line) => {
    const command = parseCommand(line)
    if (command === null) return log.line(line)
    if (resume !== null) {
      if (command.name === resume) resume = null
      return log.line(line)
    }
    const { name, message } = command
    switch (name) {
      case 'add-mask':
        if (message.trim() === '')
          return log.warning("Can't add secret mask for empty string in ##[add-mask] command.")
        log.masks.add(message)
        return log.line('::add-mask::***')
      case 'error':
        return log.error(message)
      case 'warning':
        return log.warning(message)
      case 'notice':
        return log.notice(message)
      case 'debug':
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
        // Shown on GitHub only when debug logging is on; matchers change nothing in a log.
        return
      case 'group':
        return log.line(`##[group]${message}`)
      case 'endgroup':
        return log.line('##[endgroup]')
      case 'stop-commands':
        log.line(line)
        if (COMMANDS.has(message.toLowerCase()) || message === '')
          return log.error(`Invalid stop-commands token '${message}': it could be guessed. Commands go on.`)
        resume = message.toLowerCase()
        return
      case 'set-output':
      case 'save-state':
      case 'set-env':
      case 'add-path':
        return log.warning(
          `The \`${name}\` command is disabled. Write to the file $${INSTEAD[name]} instead.`,
        )
      default:
        log.line(line)
    }
  }
}
