import { syntaxOf } from './language.ts'
import { scanSource } from './scan-source.ts'

/** The text with blanks in place of its comments; strings stay. Of unknown languages, all of it. */
export function withoutComments(text: string, path: string): string {
  const syntax = syntaxOf(path)
  if (!syntax) return text
  const { comments } = scanSource(text, syntax)
  const parts: string[] = []
  let at = 0
  for (const { 0: comment, index } of comments.matchAll(/\S[^\n]*/g)) {
    parts.push(text.slice(at, index), ' '.repeat(comment.trimEnd().length))
    at = index + comment.trimEnd().length
  }
  return `${parts.join('')}${text.slice(at)}`
}
