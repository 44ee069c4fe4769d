import { at, entriesOf, listOf, parseToml, textOf } from '../../dependencies/parsed.ts'
import type { Loose } from './loose.ts'

export function pythonOptions(text: string): Loose[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const found: Loose[] = []
  const left: [string, unknown][] = [['', at(parsed.value, 'tool') ?? parsed.value]]
  const lists =
    /^(?:ignore|extend-ignore|per-file-ignores|extend-per-file-ignores|disable|disable_error_code|omit|exclude_lines|exclude_also|exclude|extend-exclude|ignore-paths)$/
  for (let next = left.pop(); next; next = left.pop()) {
    for (const [key, value] of entriesOf(next[1])) {
      const place = next[0] === '' ? key : `${next[0]}.${key}`
      if (/^(?:poetry|hatch|setuptools|uv|pdm|black|isort)(?:\.|$)/.test(place)) continue
      if (/^(?:ignore_errors|ignore_missing_imports)$/.test(key) && value === true)
        found.push({
          key: `on ${place} ${next[1] ? textOf(at(next[1], 'module')) : ''}`,
          evidence: `sets ${place}`,
          word: key,
        })
      if (key === 'strict' && value === false)
        found.push({ key: `off ${place}`, evidence: `sets ${place} to false`, word: key })
      if (lists.test(key))
        for (const one of [
          ...listOf(value),
          ...entriesOf(value).flatMap(([glob, rules]) => listOf(rules).map((rule) => `${rule} in ${glob}`)),
        ])
          if (typeof one === 'string')
            found.push({
              key: `${place} ${one}`,
              evidence: `adds ${one} to ${place}`,
              word: one.split(' in ')[0]!,
            })
      if (Array.isArray(value)) for (const one of value) left.push([place, one])
      else left.push([place, value])
    }
  }
  return found
}
