import type { ImportMemory } from '../../core/rules/apply-rules.ts'
import { type Applying, applyHere } from './apply-here.ts'

/** Applies rules to what an agent wrote, apart from all secrets; see apply-apart.ts, which starts it. */

/** Files whose imports are remembered. */
const MOST_REMEMBERED = 20_000
/** It goes by itself when nobody asks any more. Milliseconds. */
const IDLE = 60_000

const memory: ImportMemory = new Map()
let idle = setTimeout(() => process.exit(), IDLE)

process.on('message', async (asked: Applying) => {
  clearTimeout(idle)
  if (memory.size > MOST_REMEMBERED) memory.clear()
  try {
    process.send?.({ kind: 'begun' })
    process.send?.({ kind: 'applied', result: await applyHere(asked, memory) })
  } catch (error) {
    process.send?.({ kind: 'threw', message: error instanceof Error ? (error.stack ?? '') : String(error) })
  }
  idle = setTimeout(() => process.exit(), IDLE)
})
process.once('disconnect', () => process.exit())
