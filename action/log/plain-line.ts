import { stripVTControlCharacters } from 'node:util'

/**
 * Text as one line of the job's log that nothing reads as anything else: the runner takes lines that begin with `::` and
 * any `##[` for commands, terminals take escape sequences, and line breaks of every kind would begin a new line.
 */
export function plainLine(text: string, most = 500): string {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replaceAll('##[', '# #[')
    .replace(/^::/, ': :')
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
