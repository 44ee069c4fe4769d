import { showInvisible } from '../markdown/invisible.ts'
import type { Clean, Prompt } from './clean.ts'

/** Our own words, which stand in the code, with what was made safe for them in between. */
export function prompt(words: TemplateStringsArray, ...between: (Prompt | number)[]): Prompt {
  return String.raw({ raw: words }, ...between) as Prompt
}

/** Puts parts together that say something. */
export function joined(
  parts: readonly Prompt[],
  between: '\n\n' | '\n' | '; ' | ', ' | ' ' = '\n\n',
): Prompt {
  return parts.filter((part) => part !== '').join(between) as Prompt
}

/**
 * Puts somebody else's text into a fence that nothing in the text can close: it is longer than any run of backticks in
 * it.
 */
export function fence(label: Prompt, text: Clean): Prompt {
  const shown = showInvisible(text)
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length))
  const mark = '`'.repeat(Math.max(3, longest + 1))
  return `${mark}${label.replace(/[`\r\n]+/g, ' ')}\n${shown.replace(/\s+$/, '')}\n${mark}` as Prompt
}

/** A name or sentence on one line, without what could end the line or be a fence. */
export function inline(text: string, most = 300): Prompt {
  return showInvisible(text.slice(0, 4 * most))
    .replace(/(?:[\s\p{Z}]|`{3,})+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed() as Prompt
}

/** A command or a glob as code on one line, whatever backticks it has. */
export function code(text: string): Prompt {
  const plain = inline(text, 1_000)
  const mark = plain.includes('``') ? '```' : plain.includes('`') ? '``' : '`'
  return (mark === '`' ? `\`${plain}\`` : `${mark} ${plain} ${mark}`) as Prompt
}

/** Somebody's name on GitHub: "@ada", whatever else it was said to be. */
export function login(name: string): Prompt {
  return `@${name.slice(0, 100).replace(/[^A-Za-z0-9[\]_-]/g, '')}` as Prompt
}

/** What a tool gives back. It is data by where it stands, a tool's result; see the base prompt. */
export function toolResult(text: Clean): Prompt {
  return showInvisible(text) as string as Prompt
}

/** The last `length` characters: a part that was joined to it. */
export function tailOf(text: Prompt, length: number): Prompt {
  return text.slice(text.length - length) as Prompt
}

/** The same prompt after `take` took something out of it, such as a secret. */
export function without(text: Prompt, take: (text: string) => string): Prompt {
  return take(text) as Prompt
}
