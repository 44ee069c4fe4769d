import type { Prompt } from '../../core/clean/clean.ts'
import { inline, prompt } from '../../core/clean/prompt.ts'
import { TIME_HINTS } from '../../core/run/limits.ts'

/** @param limit Milliseconds. @param end The call that ends the work. @returns for the elapsed time, a hint that is due and was not given yet, or null. */
export function createTimeHints(limit: number, end = 'finish'): (elapsed: number) => Prompt | null {
  let given = 0
  return (elapsed) => {
    const due = TIME_HINTS.filter((share) => elapsed >= share * limit).length
    if (due <= given) return null
    given = due
    const left = Math.max(0, limit - elapsed)
    const amount =
      left < 120_000
        ? prompt`${Math.round(left / 1_000)} seconds`
        : prompt`${Math.round(left / 60_000)} minutes`
    const what =
      due === TIME_HINTS.length
        ? prompt`Finish what stands now and call ${inline(end)}.`
        : prompt`Plan the rest accordingly.`
    return prompt`${Math.round(TIME_HINTS[due - 1]! * 100)} % of the time is used; ${amount} are left. ${what}`
  }
}
