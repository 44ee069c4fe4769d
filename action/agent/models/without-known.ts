import type { Prompt } from '../../../core/clean/clean.ts'
import { without } from '../../../core/clean/prompt.ts'
import type { Redacted } from '../../../core/redact/redactor.ts'
import type { Message, Model } from './model.ts'

/**
 * A model that is never told a secret of the runner's. What only has the shape of a secret is told: it is the repository's
 * own, and an agent that edits a file has to see it as it is. What the model said itself goes back as it came.
 */
export function withoutKnown(model: Model, redact: (text: string) => Redacted): Model {
  // A conversation only grows, and every turn sends all of it.
  const told = new WeakMap<Message, Message>()
  const take = (text: string) => redact(text).text
  const clean = (message: Message): Message => {
    if (message.role === 'answer') return message
    const before = told.get(message)
    if (before !== undefined && before.role !== 'answer' && before.text === message.text) return before
    const text = without(message.text, take)
    const after = text === message.text ? message : { ...message, text }
    told.set(message, after)
    return after
  }
  // The same in every request, and the longest text of most.
  const instructions = new Map<Prompt, Prompt>()
  const cleanOnce = (text: Prompt): Prompt => {
    const after = instructions.get(text) ?? without(text, take)
    instructions.set(text, after)
    return after
  }
  return {
    answer: (request) =>
      model.answer({
        ...request,
        instructions: cleanOnce(request.instructions),
        messages: request.messages.map(clean),
      }),
  }
}
