import type { z } from 'zod'

/** A refusal as the real API words it; `retryAfter` in seconds becomes a header. */
export type Refusal = {
  status: number
  error: { message: string; type: string; param: string | null; code: string | null }
  retryAfter?: number
}

/** A request that cannot be served: 400, or another status for `type` "invalid_request_error". */
export function refusal(
  message: string,
  {
    param = null,
    code = null,
    status = 400,
    type = 'invalid_request_error',
  }: Partial<Refusal['error']> & { status?: number } = {},
): Refusal {
  return { status, error: { message, type, param, code } }
}

/** @returns the first thing wrong with `value` in the API's own words, or null; `at` is the value's own place: "input[3]". */
export function check(schema: z.ZodType, value: unknown, at = ''): Refusal | null {
  const parsed = schema.safeParse(value, { reportInput: true })
  const issue = parsed.error?.issues[0]
  return issue === undefined ? null : explain(issue, at)
}

function explain(issue: z.core.$ZodIssue, at: string): Refusal {
  const place = join(at, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const param = join(place, [issue.keys[0]!])
      return refusal(`Unknown parameter: '${param}'.`, { param, code: 'unknown_parameter' })
    }
    case 'invalid_type':
      return wrongType(place, issue.expected, issue.input)
    case 'invalid_value':
      return wrongValue(place, issue.values.map(String), issue.input)
    case 'invalid_union': {
      if ('options' in issue && Array.isArray(issue.options))
        return wrongValue(place, issue.options.map(String), (issue.input as Record<string, unknown>)?.type)
      // The branch that got furthest into the value is the one that was meant.
      const branches = issue.errors.filter((branch) => branch.length > 0)
      const meant = branches.find(
        (branch) => branch[0]!.path.length > 0 || branch[0]!.code !== 'invalid_type',
      )
      if (meant !== undefined) return explain(meant[0]!, place)
      const kinds = branches.map((branch) => (branch[0] as { expected?: string }).expected ?? 'value')
      return wrongType(place, kinds.join(' or '), issue.input)
    }
    case 'invalid_format':
      return refusal(
        `Invalid '${place}': string does not match pattern. Expected a string that matches the pattern '${unslash(issue.pattern)}'.`,
        { param: place, code: 'invalid_value' },
      )
    case 'too_small':
      return outOfBounds(place, issue.origin, {
        bound: Number(issue.minimum),
        side: 'minimum',
        input: issue.input,
      })
    case 'too_big':
      return outOfBounds(place, issue.origin, {
        bound: Number(issue.maximum),
        side: 'maximum',
        input: issue.input,
      })
    default:
      return refusal(`Invalid '${place}': ${issue.message}`, { param: place, code: 'invalid_value' })
  }
}

function wrongType(param: string, expected: string, input: unknown): Refusal {
  if (input === undefined)
    return refusal(`Missing required parameter: '${param}'.`, { param, code: 'missing_required_parameter' })
  if (param === '')
    return refusal(`Invalid body: expected ${article(expected)}, but got ${kindOf(input)} instead.`)
  return refusal(
    `Invalid type for '${param}': expected ${article(expected)}, but got ${kindOf(input)} instead.`,
    {
      param,
      code: 'invalid_type',
    },
  )
}

function wrongValue(param: string, allowed: string[], input: unknown): Refusal {
  if (input === undefined)
    return refusal(`Missing required parameter: '${param}'.`, { param, code: 'missing_required_parameter' })
  const names = allowed.map((name) => `'${name}'`)
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return refusal(`Invalid value: '${String(input)}'. Supported values are: ${list}.`, {
    param,
    code: 'invalid_value',
  })
}

function outOfBounds(
  param: string,
  origin: string,
  { bound, side, input }: { bound: number; side: 'minimum' | 'maximum'; input: unknown },
): Refusal {
  const end = side === 'minimum' ? 'min' : 'max'
  const way = side === 'minimum' ? 'below' : 'above'
  if (origin === 'string' || origin === 'array') {
    const length = (input as string | unknown[]).length
    const empty = length === 0 ? `empty ${origin}` : `${origin} too ${side === 'minimum' ? 'short' : 'long'}`
    return refusal(
      `Invalid '${param}': ${empty}. Expected ${article(origin)} with ${side} length ${bound}, but got ${length === 0 ? `an empty ${origin}` : `${article(origin)} with length ${length}`} instead.`,
      { param, code: length === 0 ? `empty_${origin}` : `${origin}_${way}_${end}_length` },
    )
  }
  const kind = Number.isInteger(input) ? 'integer' : 'decimal'
  return refusal(
    `Invalid '${param}': ${kind} ${way} ${side} value. Expected a value ${side === 'minimum' ? '>=' : '<='} ${bound}, but got ${String(input)} instead.`,
    { param, code: `${kind}_${way}_${end}_value` },
  )
}

function join(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, key) =>
      typeof key === 'number' ? `${place}[${key}]` : place === '' ? String(key) : `${place}.${String(key)}`,
    at,
  )
}

function unslash(pattern: string | undefined): string {
  return (pattern ?? '').replace(/^\/|\/[a-z]*$/g, '')
}

function article(kind: string): string {
  const word = kind === 'int' ? 'integer' : kind === 'record' ? 'object' : kind
  return `${/^[aio]/.test(word) ? 'an' : 'a'} ${word}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal'
  return article(typeof value)
}
