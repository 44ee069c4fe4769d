import type { Loose } from './loose.ts'

export function iniOptions(text: string): Loose[] {
  const found: Loose[] = []
  let list = ''
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/(^|\s)[#;].*$/, '')
    const entry = /^[ \t]*([\w-]+)[ \t]*=(.*)$/.exec(line)
    if (entry || /^\S/.test(line)) list = ''
    if (
      entry &&
      /^(?:ignore|extend-ignore|per-file-ignores|disable|omit|exclude_lines|exclude_also|disable_error_code)$/.test(
        entry[1]!,
      )
    )
      list = entry[1]!
    if (
      entry &&
      /^(?:ignore_errors|ignore_missing_imports)$/.test(entry[1]!) &&
      /^\s*true\s*$/i.test(entry[2]!)
    )
      found.push({ key: `on ${entry[1]}`, evidence: `sets ${entry[1]}`, word: entry[1]! })
    if (list !== '')
      for (const one of (entry ? entry[2]! : line)
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''))
        found.push({ key: `${list} ${one}`, evidence: `adds ${one} to ${list}`, word: one })
  }
  return found
}
