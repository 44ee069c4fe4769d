import type { Answer, Ask } from './messages.ts'
import { rehearse } from './rehearse.ts'
import { TASKS } from './tasks.ts'

/**
 * The process in which strangers' texts are parsed: no secrets, an empty environment, may write nothing and start
 * nothing. One task after another, until the app lets go of it or ends it. Started by start-child.ts only.
 */
let asked = false
process.on('message', async ({ task, input }: Ask) => {
  asked = true
  try {
    const perform = (await TASKS[task].load()) as (input: unknown) => unknown
    answer({ kind: 'begun' })
    answer({ kind: 'done', output: await perform(input) })
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    answer({ kind: 'threw', message, stack })
  }
})
process.once('disconnect', () => process.exit())
if (process.argv[2] === 'ahead') void rehearse(() => asked).then(() => answer({ kind: 'ready' }))

function answer(message: Answer): void {
  process.send?.(message)
}
