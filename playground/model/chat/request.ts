import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions'
import { z } from 'zod'
import { toolName } from '../tool.ts'

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() })
const content = z.union([z.string(), z.array(textPart).min(1)])
const userContent = z.union([
  z.string(),
  z.array(
    z.discriminatedUnion('type', [
      textPart,
      z.strictObject({
        type: z.literal('image_url'),
        image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
      }),
    ]),
  ),
])
const name = z.string().max(64).optional()

/** Message schemas by role. */
export const MESSAGES = {
  developer: z.strictObject({ role: z.literal('developer'), content, name }),
  system: z.strictObject({ role: z.literal('system'), content, name }),
  user: z.strictObject({ role: z.literal('user'), content: userContent, name }),
  assistant: z.strictObject({
    role: z.literal('assistant'),
    content: content.nullish(),
    refusal: z.string().nullish(),
    name,
    annotations: z.array(z.unknown()).optional(),
    audio: z.null().optional(),
    tool_calls: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          type: z.literal('function'),
          function: z.strictObject({ name: toolName, arguments: z.string() }),
        }),
      )
      .min(1)
      .max(128)
      .optional(),
  }),
  tool: z.strictObject({ role: z.literal('tool'), content, tool_call_id: z.string() }),
} as const

export const chatToolSchema = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: toolName,
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
})

const later = z.unknown().optional()
const penalty = z.number().min(-2).max(2).nullish()

/** Every parameter the API knows: the compiler holds the list against the client's own types. */
const parameters = {
  audio: later,
  frequency_penalty: penalty,
  function_call: later,
  functions: later,
  logit_bias: later,
  logprobs: z.boolean().nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  messages: z.array(z.record(z.string(), z.unknown())).min(1),
  metadata: z.record(z.string(), z.string().max(512)).nullish(),
  modalities: later,
  model: z.string(),
  moderation: later,
  n: z.int().min(1).max(128).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  prediction: later,
  presence_penalty: penalty,
  prompt_cache_key: z.string().max(64).nullish(),
  prompt_cache_options: later,
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  response_format: later,
  safety_identifier: z.string().nullish(),
  seed: z.int().nullish(),
  service_tier: z.string().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: toolName }) }),
    ])
    .optional(),
  tools: z.array(chatToolSchema).min(1).max(128).optional(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  user: z.string().optional(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  web_search_options: later,
} satisfies Record<keyof ChatCompletionCreateParamsBase, z.ZodType>

export const chatRequestSchema = z.strictObject(parameters)
export type ChatRequest = z.infer<typeof chatRequestSchema>
