import { z } from 'zod'
import { MOST_OF_PLAN, planSchema } from '../../../core/run/plan.ts'
import { plural } from '../../../core/say/numbers.ts'
import { looseInt, looseList } from './loose.ts'
import { defineTool } from './tool.ts'

/** How a planner ends: its plan, which the run either goes on with or shows to people. */
export const proposePlan = defineTool({
  name: 'propose_plan',
  description: 'End the planning with the plan. Call it alone, as the last.',
  parameters: z.strictObject({
    steps: z
      .array(z.string())
      .describe('What is done, in order; each says where and how it is shown to work.'),
    paths: z.array(z.string()).describe('Every file it will touch, tests too; no folders, no globs.'),
    files: z.int().describe('How many files.'),
    lines: z.int().describe('How many lines are added and removed, together; rather too many.'),
    questions: z.array(z.string()).describe('What only a person can decide; empty when nothing is open.'),
  }),
  readOnly: true,
  aliases: { plan: 'steps', touched: 'paths', open_questions: 'questions' },
  tidy: ({ steps, paths, files, lines, questions }) => {
    const named = toTexts(paths, 'path')
    return {
      steps: toTexts(steps, 'step'),
      paths: named,
      files: files === null ? named.length : looseInt(files),
      lines: looseInt(lines ?? 0),
      questions: toTexts(questions, 'question'),
    }
  },
  summary: ({ steps, files, lines }) =>
    `${plural(steps.length, 'step')}, about ${plural(files, 'file')} and ${plural(lines, 'line')}`,
  run: async (given) => {
    const { steps, questions, ...rest } = given
    const words = { steps: steps.map(tidyText), questions: questions.map(tidyText) }
    const sized = { files: Math.max(0, given.files, given.paths.length), lines: Math.max(0, given.lines) }
    const plan = planSchema.safeParse({ ...rest, ...words, ...sized })
    // A plan that was cut would not be the one that was meant.
    if (!plan.success) return { ok: false, text: `No plan yet. ${z.prettifyError(plan.error)}\n${SHORTER}` }
    const outcome = { kind: 'planned', plan: plan.data, why: '' } as const
    const finished = { outcome, title: '', summary: '', acceptance: [], doubts: [] }
    return { ok: true, text: 'Received.', finished }
  },
})

const { steps, step, paths, path, questions, question } = MOST_OF_PLAN
const SHORTER = `It takes 1 to ${steps} steps of ${step} characters, ${paths} paths of ${path} (of more, those that tell most; \`files\` counts all), ${questions} questions of ${question}. Call propose_plan again.`

function tidyText(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim()
}

/** Texts, or maps that hold one; what says nothing is dropped. */
function toTexts(given: unknown, key: string): string[] {
  return looseList(given, key)
    .map((entry) => String(entry[key] ?? entry.text ?? entry.description ?? entry.title ?? '').trim())
    .filter((text) => text !== '')
}
