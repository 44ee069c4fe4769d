import { tokens } from './answer.ts'
import type { Turn } from './turn.ts'

/** What a script needs to know of a request. */
export type Prompt = {
  /** Everything before the model's first answer: what tells one conversation from another. */
  opening: string
  /** All of it as text, in the order the model sees it: tools, instructions, then the conversation. */
  text: string
  /** The model has answered before. */
  continued: boolean
  /** Names of the tools that are offered. */
  tools: string[]
}

/** `turns` are numbers of turns in the script. */
type Conversation = { turns: number[]; next: number; prompt: string; failed: boolean }

export type Script = {
  /** The next turn of this conversation (null: no more), its number from 0, and the input tokens. */
  take: (prompt: Prompt) => { turn: Turn | null; index: number; usage: { input: number; cached: number } }
  /** Turns that the latest conversation has not used. */
  remaining: () => number
}

/**
 * Every conversation plays the script from its beginning. A request without any answer of the model begins one, unless
 * the same opening failed just before: then it is the retry, and the script goes on.
 */
export function createScript(turns: Turn[]): Script {
  const conversations = new Map<string, Conversation>()
  let latest: Conversation = fresh([])

  function find({ opening, continued, tools }: Prompt): Conversation {
    const known = conversations.get(opening)
    if (known !== undefined && (continued || known.failed)) return known
    // A conversation whose beginning was rewritten (compacted) goes on where it was.
    const found = continued ? latest : fresh(tools)
    conversations.set(opening, found)
    return found
  }

  /** Turns for a tool that is offered are all that is played; else those that are for no tool. */
  function fresh(tools: string[]): Conversation {
    const all = [...turns.keys()]
    const own = all.filter((at) => tools.includes(turns[at]?.for ?? ''))
    const played = own.length > 0 ? own : all.filter((at) => turns[at]?.for === undefined)
    return { turns: played, next: 0, prompt: '', failed: false }
  }

  return {
    take(prompt) {
      const conversation = find(prompt)
      const input = tokens(prompt.text)
      const cached = Math.min(input, Math.floor(commonBytes(conversation.prompt, prompt.text) / 4))
      const index = conversation.turns[conversation.next] ?? turns.length
      const turn = turns[index] ?? null
      conversation.prompt = prompt.text
      conversation.failed = turn !== null && mayBeRetried(turn)
      if (turn !== null) conversation.next++
      latest = conversation
      return { turn, index, usage: { input, cached } }
    },
    remaining: () => latest.turns.length - latest.next,
  }
}

/** A client may well not keep this answer, so its next request can look like the first one again. */
function mayBeRetried({ fault, call = [] }: Turn): boolean {
  return (
    fault !== undefined || call.some((one) => typeof one.arguments === 'string' && !isJson(one.arguments))
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function commonBytes(before: string, now: string): number {
  if (now.startsWith(before)) return Buffer.byteLength(before)
  const a = Buffer.from(before)
  const b = Buffer.from(now)
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same++
  return same
}
