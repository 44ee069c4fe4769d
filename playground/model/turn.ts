import { z } from 'zod'

/** A function call the model makes. A string is sent as it stands, so that broken JSON can be scripted too. */
const callSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/)
    .describe('Of the tool.'),
  arguments: z.unknown().describe('An object, sent as JSON; or a string, sent byte for byte.'),
})

/** What goes wrong instead of, or in the middle of, a turn. */
const faultSchema = z.union(
  [
    z.strictObject({
      status: z.int().min(400).max(599).describe('An HTTP error instead of an answer.'),
      retryAfter: z.number().min(0).optional().describe('Seconds, as the Retry-After header.'),
      code: z.string().optional().describe('"insufficient_quota", "context_length_exceeded" …'),
      message: z.string().optional(),
    }),
    z.strictObject({ cut: z.literal(true).describe('The connection ends in the middle of the answer.') }),
    z.strictObject({ malformed: z.literal(true).describe('What arrives is not JSON.') }),
    z.strictObject({ empty: z.literal(true).describe('A complete answer with neither text nor calls.') }),
    z.strictObject({ length: z.literal(true).describe('The answer ends at the output token limit.') }),
    z.strictObject({ failed: z.string().min(1).describe('The answer begins, then fails with this code.') }),
    z.strictObject({ hang: z.int().min(1).describe('Milliseconds of silence, then the turn as written.') }),
  ],
  {
    error:
      'a fault is one of { status, retryAfter?, code?, message? }, { cut: true }, { malformed: true }, { empty: true }, { length: true }, { failed: "code" }, { hang: ms }',
  },
)

/** One answer of the scripted model. */
export const turnSchema = z
  .strictObject({
    say: z.string().optional(),
    call: z.array(callSchema).max(128).optional(),
    fault: faultSchema.optional(),
    for: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,64}$/)
      .optional()
      .describe('Of a tool: this turn is played only where that tool is offered.'),
  })
  .refine((turn) => turn.say !== undefined || turn.call !== undefined || turn.fault !== undefined, {
    message: 'a turn needs "say", "call" or "fault"',
  })

export const turnsSchema = z.array(turnSchema)

export type Fault = z.infer<typeof faultSchema>
export type Turn = z.infer<typeof turnSchema>

/** Reads a script. Every problem is a sentence with its place: `turn 2, call[0].name: …`; turns count from 1. */
export function parseTurns(
  text: string,
): { kind: 'ok'; turns: Turn[] } | { kind: 'broken'; problems: string[] } {
  const json = parseJson(text)
  if (json.kind === 'broken') return { kind: 'broken', problems: [json.problem] }
  const parsed = turnsSchema.safeParse(json.value)
  if (parsed.success) return { kind: 'ok', turns: parsed.data }
  return { kind: 'broken', problems: parsed.error.issues.map(sentence) }
}

function parseJson(text: string): { kind: 'ok'; value: unknown } | { kind: 'broken'; problem: string } {
  try {
    return { kind: 'ok', value: JSON.parse(text) }
  } catch (error) {
    return { kind: 'broken', problem: `the script is not JSON: ${(error as Error).message}` }
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  const [turn, ...rest] = issue.path
  if (turn === undefined) return `the script is an array of turns: ${issue.message}`
  const where = z.core.toDotPath(rest)
  return `turn ${Number(turn) + 1}${where === '' ? '' : `, ${where}`}: ${issue.message}`
}
