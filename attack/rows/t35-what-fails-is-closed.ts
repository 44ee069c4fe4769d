import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { openPull } from '../stage/open-pull.ts'
import { GITHUB_FAILS, IN_THE_APP, REPORTED, RULES } from './t35/in-the-app.ts'
import { IN_THE_RUNNER } from './t35/in-the-runner.ts'
import { nobodyIsAsked, WHO_APPROVES } from './t35/who-approves.ts'

export const T35: Row = {
  id: 'T35',
  name: 'detectors and parsers that fail',
  threat: 'A detector or parser that fails: closed, never skipped.',
  attempts: [...IN_THE_APP, GITHUB_FAILS, REPORTED, ...WHO_APPROVES, ...IN_THE_RUNNER],
  controls: [
    { name: 'a change of no such kind asks for nobody', run: nobodyIsAsked },
    {
      name: 'what can be read and breaks no rule is green',
      run: async (stage) => {
        const world = await stage.world({ pullRequests: true, harness: RULES })
        const files = { 'src/a.js': 'a()\n', 'src/A.kt': 'fun a() = 1\n', 'src/a.py': 'a()\n' }
        const pull = await openPull(world, { who: 'bob', branch: 'fine', files })
        const { conclusion, output } = pull.check('harness')
        must(conclusion === 'success', `${conclusion}: ${output.title} ${output.summary}`)
        return `harness: ${conclusion}`
      },
    },
  ],
}
