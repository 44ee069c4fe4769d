import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { add, finish } from '../stage/turns.ts'
import { WITHIN } from './t29/clamped.ts'
import { REFUSED } from './t29/refused.ts'
import { sent } from './t29/sent.ts'

const TOO_LARGE: Attempt = {
  name: '13 MB, and then another one of 13 MB that does not say so',
  run: async (stage) => {
    const { answer, runner, there } = await sent(stage, () => `"${'x'.repeat(13_000_000)}"`)
    must(answer.status === 413, `taken: ${answer.status}`)
    const again = await runner.report()
    must(
      again.status === 200 && again.body.conclusion === 'success',
      `the honest one is refused now: ${again.text}`,
    )
    must(there.github.read.pullRequests(there.repository).length > 0, 'nothing was published')
    return stopped('app: report parsed', {
      tried: '13 MB',
      evidence: `413: ${answer.body.error}; the honest one is taken after it`,
    })
  },
}

const AFTER_A_REAL_RUN: Attempt = {
  name: 'the report of a real run is exchanged on its way for 500 comments on another pull request',
  run: async (stage) => {
    const told = await stage.thread({
      says: [add('src/tax.js', 'export const tax = 19'), finish()],
      before: async ({ path, body }) =>
        path.endsWith('/report')
          ? JSON.stringify({
              ...JSON.parse(String(body)),
              pullRequest: 1,
              comments: Array.from({ length: 500 }, () => ({ body: '@ada' })),
            })
          : undefined,
    })
    must(
      told.world.tap.calls.some(({ path }) => path.endsWith('/report')),
      'no report was sent',
    )
    must(
      told.pull === undefined && told.check?.conclusion === 'failure',
      `it ended ${told.check?.conclusion}`,
    )
    must(told.world.replies(told.issue).length === 1, 'it commented')
    return stopped('app: report parsed', { tried: 'a real run, another report', evidence: told.status })
  },
}

export const T29: Row = {
  id: 'T29',
  name: 'reports of a runner that lies',
  threat:
    "A report with 500 comments, another pull request's number, unknown types, `__proto__`, 10 MB, paths outside the repository, line 0, 70 annotations of 70 KB: refused or clamped, what was dropped is counted.",
  attempts: [...REFUSED, TOO_LARGE, AFTER_A_REAL_RUN, ...WITHIN],
  controls: [
    {
      name: 'the honest report of the same runner is published',
      run: async (stage) => {
        const { answer } = await sent(stage, (runner) => runner.honest())
        must(answer.body.conclusion === 'success', `even that is refused: ${answer.text}`)
        return String(answer.body.message)
      },
    },
  ],
}
