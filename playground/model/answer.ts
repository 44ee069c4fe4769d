import type { Turn } from './turn.ts'

/** One answer of the model, before it takes the shape of either API. */
export type Answer = {
  text: string
  calls: { id: string; name: string; arguments: string }[]
  /** `length`: it ended at the output token limit. */
  end: 'stop' | 'length'
  usage: { input: number; cached: number; output: number }
}

const OVER: Turn = { say: 'The script has no more turns.' }

/** Gives ids that are unique for the server's life and read well in a transcript: call_0001. */
export type Ids = (prefix: string) => string

export function createIds(): Ids {
  let last = 0
  return (prefix) => `${prefix}_${String(++last).padStart(24, '0')}`
}

/** Plays a turn; null means that the script is over. `maxOutput` is the request's own limit in tokens. */
export function toAnswer(
  turn: Turn | null,
  { ids, usage, maxOutput }: { ids: Ids; usage: { input: number; cached: number }; maxOutput: number | null },
): Answer {
  const { say, call, fault } = turn ?? OVER
  const empty = fault !== undefined && 'empty' in fault
  const text = empty ? '' : (say ?? '')
  const calls = (empty ? [] : (call ?? [])).map(({ name, arguments: value }) => ({
    id: ids('call'),
    name,
    arguments: typeof value === 'string' ? value : JSON.stringify(value ?? {}),
  }))
  const output = calls.reduce(
    (sum, { name, arguments: value }) => sum + tokens(name) + tokens(value),
    tokens(text),
  )
  const limit = fault !== undefined && 'length' in fault ? Math.ceil(output / 2) : (maxOutput ?? output)
  if (output <= limit && !(fault !== undefined && 'length' in fault))
    return { text, calls, end: 'stop', usage: { ...usage, output } }
  return { text: firstTokens(text, limit), calls: [], end: 'length', usage: { ...usage, output: limit } }
}

/** About four bytes a token, as with English text and code. */
export function tokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4)
}

/** Cuts a text into the pieces a stream sends: never inside a character, at most about sixty-four of them. */
export function pieces(text: string): string[] {
  const size = Math.max(16, Math.ceil(text.length / 64))
  const found: string[] = []
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + size, text.length)
    if (splitsPair(text, end)) end++
    found.push(text.slice(start, end))
    start = end
  }
  return found
}

function firstTokens(text: string, limit: number): string {
  const cut = Buffer.from(text).subarray(0, limit * 4)
  return cut.toString().replace(/\uFFFD+$/, '')
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return at < text.length && before >= 0xd800 && before <= 0xdbff
}
