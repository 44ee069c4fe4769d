import { listed } from '../../core/say/numbers.ts'
import type { ChangeWatch, Collected } from '../changes.ts'
import { note } from '../log/tell.ts'
import { aged, isNew } from './aged.ts'
import { type Command, commandsOf, keyOf, runCommand } from './command.ts'
import { exceptions } from './except.ts'
import type { Baseline, GateOptions } from './gates.ts'
import { type Mended, mend } from './mend.ts'
import type { CheckRun } from './run-check.ts'
import { createSources } from './sources.ts'

export type MendedChecks = {
  /** The change as it stands now. */
  collected: Collected
  /** Results, by `keyOf`, that hold for it. */
  runs: Map<string, CheckRun>
  /** For the agent, which did not make these edits: a sentence for each command that made some. */
  mended: string[]
}

/**
 * Runs the checks that have a `fix`; where one fails for something new, runs the fix and the check again, before anybody
 * is asked. A fix that fails is no matter: the check says what is wrong.
 */
export async function mendChecks(
  given: { collected: Collected; baseline: Baseline; watch: ChangeWatch },
  options: GateOptions,
): Promise<MendedChecks> {
  const { baseline, watch } = given
  const done: MendedChecks = { collected: given.collected, runs: new Map(), mended: [] }
  for (const command of commandsOf(options.harness)) {
    const { fix, timeout, name } = command.check
    if (fix === undefined) continue
    const run = await judge(command)
    done.runs.set(keyOf(command), run)
    // One that did not end in time would only take that time again.
    const isMendable = run.result.status === 'failed' && isNew(run, baseline.get(keyOf(command)))
    if (options.signal.aborted || !isMendable) continue

    const { harness, workspace, host, signal } = options
    const work = { collected: done.collected, scope: harness.scope, workspace, host, signal }
    const mended = await watch.withoutLitter(() => mend({ fix, timeout }, work))
    note(options.emit, [`${name}: ${tell(mended)}`])
    if (mended.paths.length > 0) {
      // What was found before is about files that are others now.
      done.runs.clear()
      done.collected = await watch.collect()
      done.mended.push(`The fix command of ${name} changed ${listed(mended.paths.slice(0, 20))}.`)
    }
    const again = mended.paths.length > 0 ? await judge(command) : run
    done.runs.set(keyOf(command), noted(again, mended))
  }
  return done

  async function judge(command: Command): Promise<CheckRun> {
    const sources = createSources(options.workspace, done.collected)
    const changed = done.collected.changes.map(({ path }) => path)
    const except = exceptions(options.harness, done.collected)
    const work = { ...options, sources, except, changed }
    const run = await watch.withoutLitter(() => runCommand(command, work))
    return aged(run, baseline.get(keyOf(command)))
  }
}

function noted(run: CheckRun, mended: Mended): CheckRun {
  const { result } = run
  const said =
    result.status === 'passed'
      ? `mended by its fix command: ${tell(mended)}`
      : `its fix command did not mend it: ${tell(mended)}`
  const note = result.note === undefined ? said : `${result.note}; ${said}`
  return { ...run, result: { ...result, note: note.slice(0, 2_000).toWellFormed() } }
}

function tell({ paths, putBack, stuck }: Mended): string {
  return [
    paths.length === 0 ? 'no file of the change is different' : `changed ${some(paths)}`,
    putBack.length === 0 ? '' : `put back ${some(putBack)}, which the change does not touch or may not`,
    stuck === '' ? '' : `could not put back ${stuck}`,
  ]
    .filter((part) => part !== '')
    .join('; ')
}

function some(paths: string[]): string {
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ''
  return `${paths.slice(0, 5).join(', ')}${more}`
}
