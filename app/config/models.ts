import { z } from 'zod'
import { LIST_PRICES, PRICES_READ } from '../../core/run/prices.ts'
import { type Price, priceSchema } from '../../core/run/usage.ts'

/** A model the operator serves. Keys stand here and in nothing that leaves the app. */
export type ServedModel = {
  name: string
  api: 'responses' | 'chat'
  /** Of the provider, with its version, without a slash at its end: "https://api.openai.com/v1". */
  baseUrl: string
  key: string
  price: Price
  /** Context window in tokens. */
  window: number
}

const DEFAULT_BASE_URL = 'https://api.openai.com/v1'
/** Input tokens of the models with a list price: https://platform.openai.com/docs/models */
const DEFAULT_WINDOW = 272_000

const modelsSchema = z.record(
  z.string().min(1).max(200),
  z.strictObject({
    price: priceSchema.optional().describe('US dollars per million tokens.'),
    window: z.int().min(1_000).optional(),
    api: z.enum(['responses', 'chat']).default('responses'),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => new URL(url).username === '' && new URL(url).password === '', {
        error: 'a key in an address is told to others; name its variable in "keyVariable"',
      })
      .optional(),
    keyVariable: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable')
      .optional(),
  }),
)

type Variables = Record<string, string | undefined>

/** REINS_MODELS adds to the models with a list price, or overrides them. A model without price or key is a problem. */
export function readModels(env: Variables): {
  models: ServedModel[]
  problems: string[]
  /** Variables that hold a key. */
  keys: string[]
} {
  const given = parse(env.REINS_MODELS)
  if ('problems' in given) return { models: [], problems: given.problems, keys: [] }
  const listed = env.OPENAI_API_KEY ? Object.keys(LIST_PRICES) : []
  const names = [...new Set([...listed, ...Object.keys(given.models)])]
  if (names.length === 0)
    return {
      models: [],
      keys: [],
      problems: [
        'Set OPENAI_API_KEY to the model provider’s key, or name models with their own key in REINS_MODELS.',
      ],
    }
  const problems: string[] = []
  const models = names.flatMap((name) => {
    const entry = given.models[name] ?? { api: 'responses' as const }
    const variable = entry.keyVariable ?? 'OPENAI_API_KEY'
    if (entry.baseUrl && !entry.keyVariable)
      problems.push(
        `REINS_MODELS: ${name} has an address of its own; add "keyVariable", the environment variable with the key for it, so that no other provider’s key is sent there.`,
      )
    const key = env[variable]
    const price = entry.price ?? LIST_PRICES[name]
    if (!price)
      problems.push(
        `REINS_MODELS: ${name} has no known price (list of ${PRICES_READ.on}); add "price": {"input": …, "cached": …, "output": …} in US dollars per million tokens.`,
      )
    if (!key) problems.push(`Set ${variable}: REINS_MODELS takes the key for ${name} from it.`)
    if (!price || !key) return []
    const baseUrl = (entry.baseUrl ?? env.OPENAI_BASE_URL ?? DEFAULT_BASE_URL).replace(/\/+$/, '')
    return [{ name, api: entry.api, baseUrl, key, price, window: entry.window ?? DEFAULT_WINDOW }]
  })
  const keys = Object.values(given.models).flatMap(({ keyVariable }) => keyVariable ?? [])
  return { models, problems, keys: ['OPENAI_API_KEY', ...keys] }
}

function parse(text: string | undefined): { models: z.infer<typeof modelsSchema> } | { problems: string[] } {
  if (!text) return { models: {} }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [`REINS_MODELS is not JSON: ${(error as Error).message}.`] }
  }
  const parsed = modelsSchema.safeParse(json)
  if (parsed.success) return { models: parsed.data }
  return {
    problems: parsed.error.issues.map(({ path, message }) => `REINS_MODELS: ${path.join('.')}: ${message}.`),
  }
}
