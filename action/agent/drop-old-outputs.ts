import type { Prompt } from '../../core/clean/clean.ts'
import { prompt, tailOf } from '../../core/clean/prompt.ts'
import type { Message } from './models/model.ts'

/** In tokens, at four characters each: what stays of tool output, and what dropping must free to be worth a lost cache. */
const KEPT_TOKENS = 40_000
const LEAST_FREED_TOKENS = 20_000
const CHARACTERS_PER_TOKEN = 4
/** In characters, of one output: below it there is nothing to gain, and what was dropped is not dropped again. */
const LEAST_EACH = 200

/**
 * Replaces tool output that is older than the newest 40k tokens of it, in place. This is the one change to messages that
 * were sent already; each time it costs the provider's cache once, hence only when it frees much.
 *
 * @returns how many outputs were dropped.
 */
export function dropOldOutputs(messages: Message[]): number {
  let kept = 0
  let freed = 0
  const old: number[] = []
  for (const [index, message] of [...messages.entries()].reverse()) {
    if (message.role !== 'tool') continue
    const stub = toStub(message)
    kept += message.text.length
    if (kept <= KEPT_TOKENS * CHARACTERS_PER_TOKEN || stub.length > message.text.length - LEAST_EACH) continue
    old.push(index)
    freed += message.text.length - stub.length
  }
  if (freed < LEAST_FREED_TOKENS * CHARACTERS_PER_TOKEN) return 0
  for (const index of old) {
    const message = messages[index] as Extract<Message, { role: 'tool' }>
    messages[index] = { ...message, text: toStub(message) }
  }
  return old.length
}

function toStub({ text, kept = 0 }: Extract<Message, { role: 'tool' }>): Prompt {
  const stub = prompt`[${text.length - kept} characters of old output dropped to make room; call the tool again if you need them.]`
  return kept === 0 ? stub : prompt`${stub}\n\n${tailOf(text, kept)}`
}
