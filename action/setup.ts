import { plainText } from '../core/clean/plain-text.ts'
import type { Harness } from '../core/harness/harness.ts'
import { codeSpan, fenced } from '../core/markdown/write.ts'
import type { Assignment } from '../core/run/assignment.ts'
import { duration } from '../core/say/numbers.ts'
import type { Rooms } from './rooms.ts'
import type { ToolHost } from './sandbox/tool-host.ts'

/** Characters of a failed setup's output that the report quotes. */
const TAIL = 4_000

type Setting = {
  host: ToolHost
  rooms: Rooms
  /** Where it really is. */
  workspace: string
  origin: Assignment['origin']
  signal: AbortSignal
}

/** Runs the harness's setup command, before the agent, in a room with network that is gone before the agent begins. @returns why it failed, or null. */
export async function runSetup(
  setup: NonNullable<Harness['setup']>,
  { host, rooms, workspace, origin, signal }: Setting,
): Promise<string | null> {
  const { run: command, timeout, network } = setup
  const own = network ? await rooms.openWithNetwork(workspace) : null
  const result = await (own ?? host).call({ op: 'exec', command, timeout }, { signal })
  await own?.close()
  if (result.exitCode === 0 && !result.timedOut) return null
  const how = result.timedOut
    ? `did not end within ${duration(timeout)}`
    : `ended with exit code ${result.exitCode ?? 'none'}`
  const tail = plainText(result.output ?? result.text)
    .trim()
    .slice(-TAIL)
  const mend =
    origin.from === 'file'
      ? `Mend ${codeSpan('setup')} in ${codeSpan(origin.path)}.`
      : `The command was guessed: write the right one under ${codeSpan('setup')} into ${codeSpan('.github/agent.yml')}, or that file without it.`
  const said = tail === '' ? '' : `\n\n${fenced(tail)}`
  return `The setup ${codeSpan(command.slice(0, 500))} ${how} on the base commit, before the agent began. ${mend}${said}`
}
