import { stripVTControlCharacters } from 'node:util'
import { MAX_TOOL_OUTPUT } from '../../core/run/agent-limits.ts'
import { bytes } from '../../core/say/numbers.ts'
import type { Bounds } from './bounds.ts'
import type { Captured } from './capture.ts'
import { cutOutput } from './cut-output.ts'
import type { Performed } from './operation.ts'
import { type Refused, WHY_REFUSED } from './refused.ts'

/** How a command ended. `stopped` completes "The command …" when we ended it. */
export type Ending = {
  exitCode: number | null
  signal: string | null
  stopped: string | null
  timedOut: boolean
}

/** The result of a command in words for the model: how it ended, what it printed, and what it was refused. */
export function tellEnding(
  ending: Ending,
  { output, spilled }: Captured,
  { bounds, refused }: { bounds: Bounds; refused: Refused[] },
): Performed {
  const { exitCode, stopped, timedOut } = ending
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach the model as they are.
  const clean = stripVTControlCharacters(output).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\uFFFD')
  const where = spilled === null ? '' : `see ${spilled}`
  const shown =
    clean.trim() === '' ? '(no output)' : cutOutput(clean, MAX_TOOL_OUTPUT - 2_500, where).trimEnd()
  const ok = exitCode === 0 && stopped === null
  const text = [statusOf(ending, bounds), shown, ...(ok ? [] : tellRefused(refused))].join('\n')
  return { ok, text, exitCode, timedOut, output, ...(refused.length > 0 && { refused }) }
}

function statusOf({ exitCode, signal, stopped }: Ending, bounds: Bounds): string {
  if (stopped !== null) return `The command ${stopped}.`
  if (exitCode !== null) return `exit code ${exitCode}`
  const why = signal === 'SIGXFSZ' ? `: a file may have ${bytes(bounds.file)}` : ''
  return `The command was ended by ${signal}${why}.`
}

/** Only of a command that failed: what was tried beside a success is for people. */
function tellRefused(refused: Refused[]): string[] {
  const kinds = [...new Set(refused.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const what = refused.filter((one) => one.kind === kind).map((one) => one.what.slice(0, 100))
    const more = what.length > 5 ? ` and ${what.length - 5} more` : ''
    return `[Refused: ${what.slice(0, 5).join(', ')}${more}. ${WHY_REFUSED[kind]}]`
  })
}
