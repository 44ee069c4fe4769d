import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { getIDToken } from '@actions/core'
import { conclude } from './conclude.ts'
import type { Inputs } from './inputs.ts'
import type { Outlet } from './log/outlet.ts'
import { perform } from './perform.ts'
import { withoutSecrets } from './report.ts'
import { openIsolation } from './sandbox/isolation/open-isolation.ts'
import { claim } from './talk/claim.ts'
import type { Wire } from './talk/post-json.ts'
import { sendReport } from './talk/send-report.ts'

/** Tries to deliver the report: through a restart of the app; or in the seconds a cancelled job still has. */
const PATIENT = 10
const HURRIED = 3

/** The whole life of the job: claim, perform, report, and what the job says at its end. */
export async function live(
  inputs: Inputs,
  { stop, outlet }: { stop: AbortController; outlet: Outlet },
): Promise<void> {
  const wire: Wire = { server: inputs.run.server.replace(/\/+$/, ''), sleep: (ms) => sleep(ms) }
  const claiming = claim(inputs.run, () => identify(inputs, outlet), wire)
  // Asked before anybody says whether it is needed: it takes as long as the app does. The first request leaves before it.
  const isolation = setImmediate().then(() => openIsolation(inputs.machine, 'required'))
  const answer = await claiming
  if (answer.kind === 'refused') return outlet.fail(answer.message)
  const { token, assignment } = answer.claimed
  outlet.hide({ value: token, what: 'run token' })

  const done = await perform({ assignment, token, inputs, stop, wire, outlet, isolation })
  const report = withoutSecrets(done, outlet.redactor)
  const tries = stop.signal.aborted ? HURRIED : PATIENT
  const delivery = await sendReport(report, { token, tries }, wire)
  await conclude(report, delivery, { temp: inputs.temp, outlet })
}

/** GitHub's own word for which repository, workflow and run this job belongs to, good for this app only. */
async function identify({ mayIdentify, run }: Inputs, outlet: Outlet): Promise<string> {
  if (mayIdentify) {
    const value = await getIDToken(run.server)
    outlet.redactor.add({ value, what: 'OIDC token' }) // The runner was told by `getIDToken`.
    return value
  }
  throw new Error('the job lacks `permissions: id-token: write`. Add it to the workflow that was started.')
}
