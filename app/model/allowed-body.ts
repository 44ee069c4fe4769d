import { z } from 'zod'

/**
 * What a runner may ask of a provider, per wire format. Nothing else passes: nothing is stored at the provider, no tool
 * of the provider runs, nothing is fetched from an address, no dearer service tier is used. What the schemas do not name is
 * refused, not dropped.
 */
const text = z.string()
const textParts = (type: string) =>
  z.union([text, z.array(z.object({ type: z.enum([type, 'text', 'output_text', 'refusal']) }))])

/** Tokens of one answer: a runaway answer costs no more than this. */
export const MOST_OUTPUT = 32_000

const itemSchema = z.union([
  z.object({ type: z.literal('message').optional(), role: text, content: textParts('input_text') }),
  z.object({ type: z.literal('function_call') }),
  z.object({ type: z.literal('function_call_output'), output: textParts('input_text') }),
  z.object({ type: z.literal('reasoning') }),
])
const functionSchema = {
  name: text,
  description: text.optional(),
  parameters: z.record(text, z.unknown()).optional(),
  strict: z.boolean().nullish(),
}
const output = (least: number) =>
  z
    .int()
    .min(least)
    .max(MOST_OUTPUT, { error: `has to be at most ${MOST_OUTPUT}` })
    .optional()
const sampling = {
  parallel_tool_calls: z.boolean().optional(),
  prompt_cache_key: text.max(64).optional(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).optional(),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  stream: z.literal(true, { error: 'has to be true' }),
}

export const responsesBodySchema = z.strictObject({
  ...sampling,
  model: text,
  store: z.literal(false, { error: 'has to be false' }),
  instructions: text.optional(),
  input: z.union([text, z.array(itemSchema)]),
  include: z.array(z.literal('reasoning.encrypted_content')).optional(),
  tools: z.array(z.strictObject({ type: z.literal('function'), ...functionSchema })).optional(),
  tool_choice: z
    .union([
      z.enum(['auto', 'required', 'none']),
      z.strictObject({ type: z.literal('function'), name: text }),
    ])
    .optional(),
  reasoning: z.strictObject({ effort: text.nullish(), summary: text.nullish() }).optional(),
  text: z.object({}).optional(),
  truncation: z.enum(['auto', 'disabled']).optional(),
  max_output_tokens: output(16),
})

const chatMessageSchema = z.strictObject({
  role: text,
  content: textParts('text').nullish(),
  name: text.optional(),
  refusal: text.nullish(),
  // Some providers want back what their model thought.
  reasoning_content: text.nullish(),
  tool_calls: z.array(z.object({ type: z.literal('function') })).optional(),
  tool_call_id: text.optional(),
})
export const chatBodySchema = z.strictObject({
  ...sampling,
  model: text,
  store: z.literal(false, { error: 'has to be false' }).optional(),
  messages: z.array(chatMessageSchema),
  tools: z
    .array(z.strictObject({ type: z.literal('function'), function: z.strictObject(functionSchema) }))
    .optional(),
  tool_choice: z
    .union([
      z.enum(['auto', 'required', 'none']),
      z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: text }) }),
    ])
    .optional(),
  stream_options: z.strictObject({ include_usage: z.literal(true) }).optional(),
  reasoning_effort: text.optional(),
  verbosity: text.optional(),
  seed: z.int().optional(),
  max_completion_tokens: output(1),
  max_tokens: output(1),
})

export type ModelBody = { model: string; [parameter: string]: unknown }
export type Allowed = { kind: 'allowed'; body: ModelBody } | { kind: 'refused'; error: string }

/** @returns the body, or a sentence about what is not allowed in it. */
export function allowBody(api: 'responses' | 'chat', json: string): Allowed {
  let body: unknown
  try {
    body = JSON.parse(json)
  } catch (error) {
    return { kind: 'refused', error: `The request is not JSON: ${(error as Error).message}.` }
  }
  const parsed = (api === 'responses' ? responsesBodySchema : chatBodySchema).safeParse(body)
  if (parsed.success) return { kind: 'allowed', body: body as ModelBody }
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || 'the request'
  return { kind: 'refused', error: `Not allowed through this endpoint: ${where}: ${issue?.message}.` }
}
