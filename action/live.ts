import { setTimeout as sleep } from 'node:timers/promises'
import { getIDToken, setFailed, setSecret } from '@actions/core'
import { conclude } from './conclude.ts'
import type { Inputs } from './inputs.ts'
import { perform } from './perform.ts'
import { claim } from './talk/claim.ts'
import type { Wire } from './talk/post-json.ts'
import { sendReport } from './talk/send-report.ts'

/** Tries to deliver the report: through a restart of the app; or in the seconds a cancelled job still has. */
const PATIENT = 10
const HURRIED = 3

/** The whole life of the job: claim, perform, report, and what the job says at its end. */
export async function live(inputs: Inputs, stop: AbortController): Promise<void> {
  const wire: Wire = { server: inputs.run.server.replace(/\/+$/, ''), sleep: (ms) => sleep(ms) }
  const answer = await claim(inputs.run, () => identify(inputs), wire)
  if (answer.kind === 'refused') return setFailed(answer.message)
  const { token, assignment } = answer.claimed
  setSecret(token)

  const report = await perform({ assignment, token, inputs, stop, wire })
  const tries = stop.signal.aborted ? HURRIED : PATIENT
  const delivery = await sendReport(report, { token, tries }, wire)
  await conclude(report, delivery, inputs.temp)
}

/** GitHub's own word for which repository, workflow and run this job belongs to, good for this app only. */
async function identify({ mayIdentify, run }: Inputs): Promise<string> {
  if (mayIdentify) return getIDToken(run.server)
  throw new Error('the job lacks `permissions: id-token: write`. Add it to the workflow that was started.')
}
