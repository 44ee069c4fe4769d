import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { BY_HAND } from './t08/by-hand.ts'
import { FORGED_CLAIMS } from './t08/forged-claims.ts'
import { OTHER_RUNS } from './t08/other-runs.ts'
import { waiting } from './t08/waiting-run.ts'

export const T08: Row = {
  id: 'T08',
  name: 'claims, events and reports of others',
  threat:
    'A workflow started by hand with invented inputs; a claim, progress event, model call or report for another run, repository or attempt; a second claim; a claim after the end: refused.',
  attempts: [...BY_HAND, ...FORGED_CLAIMS, ...OTHER_RUNS],
  controls: [
    {
      name: 'after all of that, the run is still there for its own job',
      run: async (stage) => {
        const { runner } = await waiting(stage)
        const answer = await runner.claim()
        must(answer.status === 200, `its own job is refused: ${answer.status} ${answer.body.error}`)
        return '200, with token and assignment'
      },
    },
  ],
}
