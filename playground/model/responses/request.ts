import type { ResponseCreateParamsBase } from 'openai/resources/responses/responses'
import { z } from 'zod'
import { toolChoiceSchema, toolName } from '../tool.ts'

const text = z.string()
const status = z.enum(['in_progress', 'completed', 'incomplete'])
const inputPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input_text'), text }),
  z.strictObject({
    type: z.literal('input_image'),
    detail: z.enum(['low', 'high', 'auto', 'original']).optional(),
    image_url: z.string().nullish(),
    file_id: z.string().nullish(),
  }),
  z.strictObject({
    type: z.literal('input_file'),
    file_id: z.string().nullish(),
    filename: z.string().optional(),
    file_data: z.string().optional(),
    file_url: z.string().optional(),
  }),
])
const outputPart = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('output_text'),
    text,
    annotations: z.array(z.unknown()).optional(),
    logprobs: z.array(z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('refusal'), refusal: z.string() }),
])
const callId = z.string().min(1).max(64)

/** Item schemas by type; messages by role. `id`s are checked by their prefix in check.ts. */
export const ITEMS = {
  user: z.strictObject({
    type: z.literal('message').optional(),
    role: z.enum(['user', 'system', 'developer']),
    content: z.union([text, z.array(inputPart)]),
    status: status.optional(),
  }),
  assistant: z.strictObject({
    type: z.literal('message').optional(),
    id: z.string().optional(),
    role: z.literal('assistant'),
    content: z.union([text, z.array(outputPart)]),
    status: status.optional(),
    phase: z.enum(['commentary', 'final_answer']).nullish(),
  }),
  function_call: z.strictObject({
    type: z.literal('function_call'),
    id: z.string().optional(),
    call_id: callId,
    name: toolName,
    arguments: z.string(),
    status: status.optional(),
  }),
  function_call_output: z.strictObject({
    type: z.literal('function_call_output'),
    id: z.string().nullish(),
    call_id: callId,
    output: z.union([z.string().max(10_485_760), z.array(inputPart)]),
    status: status.nullish(),
  }),
  reasoning: z.strictObject({
    type: z.literal('reasoning'),
    id: z.string(),
    summary: z.array(z.strictObject({ type: z.literal('summary_text'), text })),
    content: z.array(z.strictObject({ type: z.literal('reasoning_text'), text })).optional(),
    encrypted_content: z.string().nullish(),
  }),
} as const

export const responsesToolSchema = z.strictObject({
  type: z.literal('function'),
  name: toolName,
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  strict: z.boolean().nullish(),
})

const later = z.unknown().optional()

/** Every parameter the API knows: the compiler holds the list against the client's own types. */
const parameters = {
  access_programs: later,
  background: z.boolean().nullish(),
  context_management: later,
  conversation: later,
  image: later,
  include: z.array(z.string()).nullish(),
  input: z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  max_tool_calls: z.int().min(1).nullish(),
  metadata: z.record(z.string(), z.string().max(512)).nullish(),
  model: z.string(),
  moderation: later,
  parallel_tool_calls: z.boolean().nullish(),
  previous_response_id: z.string().nullish(),
  prompt: later,
  prompt_cache_key: z.string().max(64).nullish(),
  prompt_cache_options: later,
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  reasoning: z
    .strictObject({
      effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
      generate_summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
    })
    .nullish(),
  safety_identifier: z.string().nullish(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  text: z.record(z.string(), z.unknown()).optional(),
  tool_choice: toolChoiceSchema.optional(),
  tools: z.array(responsesToolSchema).max(128).optional(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  user: z.string().optional(),
} satisfies Record<keyof ResponseCreateParamsBase, z.ZodType>

export const responsesRequestSchema = z.strictObject(parameters)
export type ResponsesRequest = z.infer<typeof responsesRequestSchema>
