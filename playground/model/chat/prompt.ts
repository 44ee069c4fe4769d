import type { Prompt } from '../script.ts'
import type { ChatRequest } from './request.ts'

/** The request in the order in which the model sees it: tools, then messages. */
export function toPrompt({ messages, tools = [] }: ChatRequest): Prompt {
  const lines = messages.map((message) => JSON.stringify(message))
  const head = JSON.stringify(tools)
  const first = messages.findIndex(({ role }) => role === 'assistant')
  const before = first === -1 ? lines : lines.slice(0, first)
  return {
    opening: [head, ...before].join('\n'),
    text: [head, ...lines].join('\n'),
    continued: first !== -1,
    tools: tools.map((tool) => tool.function.name),
  }
}
