import type { Loose } from './loose.ts'

/** YAML of checkers, line by line: a rule and below it `Enabled: false` or `active: false`; entries of `disable:`. */
export function switchedOff(text: string): Loose[] {
  const found: Loose[] = []
  let rule = ''
  let list = -1
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/(^|\s)#.*$/, '')
    const indent = line.search(/\S/)
    if (indent < 0) continue
    const item = /^\s*-\s*(\S+)/.exec(line)?.[1]
    if (list >= 0 && (indent < list || (indent === list && !item))) list = -1
    if (list >= 0 && item) found.push({ key: `off ${item}`, evidence: `switches off ${item}`, word: item })
    const key = /^\s*([\w/.-]+):\s*(\S*)\s*$/.exec(line)
    if (!key) continue
    if (key[2] === '' && /^(?:disable|Exclude|exclude-rules|skip-dirs|skip-files)$/.test(key[1]!))
      list = indent
    else if (/^(?:enabled|active)$/i.test(key[1]!) && key[2] === 'false')
      found.push({ key: `off ${rule}`, evidence: `switches off ${rule}`, word: rule })
    else if (key[2] === '') rule = key[1]!
  }
  return found
}
