import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { LIMITS } from './t17/limits.ts'
import { OWN_KEYS } from './t17/own-keys.ts'
import { REACH } from './t17/reach.ts'

export const T17: Row = {
  id: 'T17',
  name: 'a repository that allows itself more',
  threat: 'Nothing in a repository can widen what the operator allows.',
  attempts: [...OWN_KEYS, ...LIMITS, ...REACH],
  controls: [
    {
      name: 'the operator can turn the sandbox off, and a repository can narrow its limits',
      run: async (stage) => {
        const world = await stage.world({
          harness: `${HARNESS}limits: { turns: 3 }\n`,
          variables: { REINS_SANDBOX: 'off' },
        })
        const { assignment } = await world.claimed()
        must(assignment?.sandbox === 'off', `sandbox: ${assignment?.sandbox}`)
        must(assignment.limits.turns === 3, `turns: ${assignment.limits.turns}`)
        return 'sandbox: off, 3 turns'
      },
    },
  ],
}
