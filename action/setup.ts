import type { Harness } from '../core/harness/harness.ts'
import type { ToolHost } from './sandbox/tool-host.ts'

/** Characters of a failed setup's output that the report quotes. */
const TAIL = 4_000

/** Runs the harness's setup command, before the agent and with network. @returns why it failed, or null. */
export async function runSetup(
  setup: NonNullable<Harness['setup']>,
  host: ToolHost,
  signal: AbortSignal,
): Promise<string | null> {
  const { run: command, timeout, network } = setup
  const result = await host.call({ op: 'exec', command, timeout, network }, { signal })
  if (result.exitCode === 0 && !result.timedOut) return null
  const how = result.timedOut
    ? `did not end within ${Math.round(timeout / 1_000)} s`
    : `ended with exit code ${result.exitCode ?? 'none'}`
  const tail = (result.output ?? result.text).trim().slice(-TAIL)
  return `setup (\`${command.slice(0, 500)}\`) ${how} on the base commit, before the agent began. Mend \`setup\` in the rules file.\n\n${tail}`
}
