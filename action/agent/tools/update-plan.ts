import { z } from 'zod'
import { cutText } from '../cut-text.ts'
import { looseList } from './loose.ts'
import { defineTool } from './tool.ts'

const MAX_STEPS = 50
const STATUS = ['pending', 'in_progress', 'completed'] as const

export const updatePlan = defineTool({
  name: 'update_plan',
  description:
    'Say your plan, or where you are in it: all steps each time, one in progress. People watch it.',
  parameters: z.strictObject({
    steps: z.array(z.strictObject({ step: z.string(), status: z.enum(STATUS) })),
  }),
  readOnly: true,
  aliases: { plan: 'steps', items: 'steps', todos: 'steps' },
  tidy: ({ steps }) => ({ steps: tidySteps(looseList(steps, 'step')) }),
  summary: ({ steps }) =>
    `${steps.filter(({ status }) => status === 'completed').length} of ${steps.length} steps done`,
  run: async ({ steps }) => {
    const plan = steps.slice(0, MAX_STEPS).map(({ step, status }) => ({ step: cutText(step, 500), status }))
    return { ok: true, text: 'The plan is noted.', plan }
  },
})

function tidySteps(steps: Record<string, unknown>[]): unknown {
  return steps
    .map(({ step, title, content, description, status }) => ({
      step: step ?? title ?? content ?? description,
      status: tidyStatus(status),
    }))
    .filter(({ step }) => typeof step !== 'string' || step.trim() !== '')
}

function tidyStatus(status: unknown): (typeof STATUS)[number] {
  const word = String(status ?? '').toLowerCase()
  if (/^(completed?|done|finished)$/.test(word)) return 'completed'
  return /progress|active|doing|current/.test(word) ? 'in_progress' : 'pending'
}
