import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'

/** Of every git process: nothing of this machine's git settings reaches the local GitHub. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: SEARCH_PATH,
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
  }
}

/** Where the shell finds git; its folder comes first for children, which start with an environment of their own. */
const GIT_FOLDER = dirname(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim())
const SEARCH_PATH = `${GIT_FOLDER}:/usr/local/bin:/usr/bin:/bin`
