import { z } from 'zod'
import { DEFAULT_LIMITS, MAX_CHANGED_FILES } from '../../run/limits.ts'
import { cost, formatCost } from './cost.ts'
import { duration, formatDuration } from './duration.ts'
import { expected } from './expected.ts'

/** https://docs.github.com/en/actions/reference/limits: a job on a hosted runner ends after 6 hours. */
const MAX_TIME = 6 * 3_600_000
const MAX_COST = 1_000
const MAX_MONTH = 100_000

/** `limits`: what stops a run. Tool calls are bounded too, but that is no matter of taste. */
export const limitsSchema = z.strictObject(
  {
    turns: count(1, 1_000).default(DEFAULT_LIMITS.turns).meta({ description: 'Answers of the model.' }),
    cost: cost({ most: MAX_COST })
      .prefault(formatCost(DEFAULT_LIMITS.cost))
      .meta({ description: 'Money for the model.', examples: ['2.50 USD'] }),
    time: duration({ most: MAX_TIME })
      .prefault(formatDuration(DEFAULT_LIMITS.time))
      .meta({ description: 'Wall time of the whole run.', examples: ['20m'] }),
    repairs: count(0, 10)
      .default(DEFAULT_LIMITS.repairs)
      .meta({ description: 'Repair rounds after a failed gate.' }),
    files: count(1, MAX_CHANGED_FILES)
      .default(DEFAULT_LIMITS.files)
      .meta({ description: 'Files a change may touch.' }),
    lines: count(1, 100_000)
      .default(DEFAULT_LIMITS.lines)
      .meta({ description: 'Lines a change may add and remove, together.' }),
    month: cost({ most: MAX_MONTH })
      .optional()
      .meta({ description: 'Money for all runs of a calendar month (UTC).', examples: ['200 USD'] }),
    concurrent: count(1, 100)
      .optional()
      .meta({ description: 'Runs of the repository at a time.', examples: [3] }),
  },
  { error: expected('a map of limits') },
)

function count(least: number, most: number) {
  const error = expected(`a whole number from ${least} to ${most}`)
  return z.int({ error }).min(least, { error }).max(most, { error })
}
