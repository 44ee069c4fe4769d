import { z } from 'zod'
import { plainText } from '../../../core/clean/plain-text.ts'
import { COMMAND_TIMEOUT, MAX_COMMAND_TIMEOUT } from '../../../core/run/limits.ts'
import { firstLine } from '../cut-text.ts'
import { looseInt } from './loose.ts'
import { defineTool } from './tool.ts'

const LEAST_TIMEOUT = 1_000

export const shell = defineTool({
  name: 'shell',
  description:
    'Run a bash command at the root of the workspace, without input. Gives exit code and output, stdout and stderr as they came. What it leaves running is ended with it.',
  parameters: z.strictObject({
    command: z.string(),
    timeout_ms: z.int().nullable().describe(`Default ${COMMAND_TIMEOUT}, at most ${MAX_COMMAND_TIMEOUT}.`),
  }),
  readOnly: false,
  aliases: { cmd: 'command', script: 'command', timeout: 'timeout_ms' },
  tidy: ({ command, timeout_ms }) => ({ command: toCommand(command), timeout_ms: looseInt(timeout_ms) }),
  summary: ({ command }) => firstLine(command),
  run: async ({ command, timeout_ms }, { host, signal, timeLeft }) => {
    const asked = Math.min(MAX_COMMAND_TIMEOUT, timeout_ms || COMMAND_TIMEOUT)
    const timeout = Math.max(LEAST_TIMEOUT, Math.min(asked, Math.floor(timeLeft())))
    const result = await host.call({ op: 'exec', command, timeout }, { signal })
    return { ...result, text: plainText(result.text) }
  },
})

/** A list of words is a command too: `["bash", "-lc", script]` is the script, others are quoted. */
function toCommand(given: unknown): unknown {
  if (!Array.isArray(given) || !given.every((word) => typeof word === 'string')) return given
  const [name = '', flag = '', script] = given
  if (given.length === 3 && /(^|\/)(ba|z|da)?sh$/.test(name) && /^-l?c$/.test(flag)) return script
  return given.map(quote).join(' ')
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
