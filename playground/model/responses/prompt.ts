import type { Prompt } from '../script.ts'
import type { ResponsesRequest } from './request.ts'

const ANSWERS = new Set(['function_call', 'reasoning'])

/** The request in the order in which the model sees it: tools, instructions, items. */
export function toPrompt({ input, instructions, tools = [] }: ResponsesRequest): Prompt {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input
  const lines = items.map((item) => JSON.stringify(item))
  const head = [JSON.stringify(tools), instructions ?? '']
  const first = items.findIndex((item) => item.role === 'assistant' || ANSWERS.has(String(item.type)))
  const before = first === -1 ? lines : lines.slice(0, first)
  return {
    opening: [...head, ...before].join('\n'),
    text: [...head, ...lines].join('\n'),
    continued: first !== -1,
    tools: tools.map(({ name }) => name),
  }
}
