/** @returns a module with the prompt in it, so that sources and bundle load it the same way: one line per line. */
export function toModule(markdown: string): string {
  return `// From base.md, by generate.ts. Change the Markdown, not this.
import { prompt } from '../../../core/clean/prompt.ts'

export const BASE = prompt\`${markdown.trimEnd().replace(/[\\`]|\$\{/g, '\\$&')}\`
`
}
