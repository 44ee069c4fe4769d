import type { Prompt } from '../core/clean/clean.ts'
import type { Harness } from '../core/harness/harness.ts'
import type { Report } from '../core/run/report.ts'
import type { Agent } from './agent/agent.ts'
import { renderFindings } from './agent/prompts/render-findings.ts'
import type { ChangeWatch, Collected } from './changes.ts'
import { type Baseline, runGates } from './gates/gates.ts'
import { countSurvivors } from './gates/survivors.ts'
import { phase, tellFindings } from './log/tell.ts'
import type { Stage } from './stage.ts'

/**
 * The agent works, the gates judge, and what they find goes back to the agent, until nothing blocks or nothing helps.
 *
 * @returns the change as it stands in the end.
 */
export async function converse(
  stage: Stage & { harness: Harness; agent: Agent; task: Prompt; baseline: Baseline; watch: ChangeWatch },
): Promise<Collected> {
  const { job, report, signals, host, workspace, harness, agent, baseline, watch } = stage
  const survived = countSurvivors()
  let message = stage.task
  for (let round = 1; ; round++) {
    const outcome = signals.settle(await agent.run(message))
    const collected = await watch.collect()
    declare(report, agent, collected)
    // Having nothing to add in a repair round is not having done nothing.
    if (round === 1 || outcome.kind !== 'nothing') report.outcome = outcome
    if (collected.tooMuch !== null && outcome.kind === 'done')
      report.outcome = { kind: 'error', cause: 'workspace', detail: collected.tooMuch }
    if (outcome.kind === 'cancelled' || isUntouched(collected)) return collected

    phase(job.emit, 'gates', `round ${round}`)
    const judged = await runGates(
      { collected, baseline, watch, round },
      { harness, workspace, host, emit: job.emit, signal: signals.gates },
    )
    declare(report, agent, judged.collected)
    report.gates = judged.gates
    report.findings = judged.findings
    const { stubborn, hopeless } = survived(judged.findings)
    if (outcome.kind !== 'done' || judged.failed.length === 0) return judged.collected
    if (hopeless || report.repairs >= harness.limits.repairs) return judged.collected

    report.repairs++
    phase(job.emit, 'repair', judged.failed.join(', '))
    tellFindings(job.emit, judged.findings)
    message = renderFindings({ ...judged, round, stubborn })
  }
}

/** What the agent says of its work, and what there is of it. */
function declare(report: Report, agent: Agent, { changes }: Collected): void {
  const { title, summary, plan, acceptance, doubts, denied, usage, turns } = agent.state()
  Object.assign(report, {
    ...{ title, summary, plan, acceptance, doubts, denied, usage, turns, changes },
  } satisfies Partial<Report>)
}

/** Nothing to judge: not even what no pull request can carry, which the gates would say. */
function isUntouched({ changes, leftOut, tooMuch }: Collected): boolean {
  return changes.length === 0 && leftOut.length === 0 && tooMuch === null
}
