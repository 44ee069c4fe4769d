import { z } from 'zod'
import type { Outcome } from '../../../core/run/report.ts'
import { cutText, firstLine } from '../cut-text.ts'
import { looseBoolean, looseInt, looseList } from './loose.ts'
import { defineTool } from './tool.ts'

const MAX_ENTRIES = 50

export const finish = defineTool({
  name: 'finish',
  description: 'End the work: it is done, blocked, or there is nothing to do. Call it alone, as the last.',
  parameters: z.strictObject({
    outcome: z.enum(['done', 'blocked', 'nothing']),
    summary: z.string().describe('What changed and why; the question; or why nothing.'),
    title: z.string().describe("The pull request's title."),
    acceptance: z.array(z.strictObject({ criterion: z.string(), met: z.boolean(), evidence: z.string() })),
    doubts: z.array(
      z.strictObject({ text: z.string(), path: z.string().nullable(), line: z.int().nullable() }),
    ),
  }),
  readOnly: true,
  aliases: { status: 'outcome', result: 'outcome', message: 'summary', acceptance_criteria: 'acceptance' },
  tidy: ({ outcome, summary, title, acceptance, doubts }) => ({
    outcome: tidyOutcome(outcome),
    summary: summary ?? '',
    title: title ?? '',
    acceptance: looseList(acceptance, 'criterion').map(tidyCriterion),
    doubts: looseList(doubts, 'text').map(tidyDoubt),
  }),
  summary: ({ outcome, title, summary }) => firstLine(`${outcome}: ${title || summary}`),
  run: async (given) => {
    const summary = cutText(given.summary.trim(), 20_000)
    if (summary === '') return { ok: false, text: ASK_SUMMARY[given.outcome] }
    return {
      ok: true,
      text: 'Received. The gates run now.',
      finished: {
        outcome: toOutcome(given.outcome, summary),
        title: firstLine(given.title || summary, 256),
        summary,
        acceptance: given.acceptance.slice(0, MAX_ENTRIES).map(({ criterion, met, evidence }) => ({
          criterion: cutText(criterion, 1_000),
          met,
          evidence: cutText(evidence, 2_000),
        })),
        doubts: given.doubts.slice(0, MAX_ENTRIES).map(({ text, path, line }) => ({
          text: cutText(text, 2_000),
          ...(path && path.length <= 4_096 && { path }),
          ...(line && line > 0 && { line }),
        })),
      },
    }
  },
})

const ASK_SUMMARY = {
  done: 'Not finished: the summary is empty. Call finish again and say in `summary` what changed and why.',
  blocked: 'Not finished: call finish again and put the question for a person into `summary`.',
  nothing:
    'Not finished: call finish again and say in `summary` why there is nothing to do, and what you looked at.',
}

function toOutcome(outcome: 'done' | 'blocked' | 'nothing', summary: string): Outcome {
  if (outcome === 'done') return { kind: 'done' }
  const words = cutText(summary, 8_000)
  return outcome === 'blocked' ? { kind: 'blocked', question: words } : { kind: 'nothing', reason: words }
}

function tidyOutcome(outcome: unknown): unknown {
  const word = String(outcome ?? 'done').toLowerCase()
  return /^(success(ful)?|completed?|finished|ok)$/.test(word) ? 'done' : word
}

function tidyCriterion({ criterion, text, met, evidence }: Record<string, unknown>): unknown {
  return { criterion: criterion ?? text, met: looseBoolean(met ?? true), evidence: evidence ?? '' }
}

function tidyDoubt({ text, doubt, path, file, line }: Record<string, unknown>): unknown {
  return { text: text ?? doubt, path: path ?? file ?? null, line: looseInt(line ?? null) }
}
