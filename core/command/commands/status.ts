import { runsText } from '../../say/runs.ts'
import type { CommandSpec } from '../command.ts'
import { triggerOf } from '../trigger.ts'

export const status: CommandSpec = {
  name: 'status',
  usage: 'status',
  help: 'Lists the runs of this issue with their links and what became of them.',
  needs: 'read',
  on: 'both',
  decide: (_, situation) => ({
    kind: 'reply',
    reason: 'the status was asked for',
    body: runsText({ runs: situation.runs, trigger: triggerOf(situation) }),
  }),
}
