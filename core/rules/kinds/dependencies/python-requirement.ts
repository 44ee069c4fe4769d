import { type Dependency, packageOf } from './dependency.ts'
import { registryOrNull } from './where-from.ts'

/** A requirement as PEP 508 has it: "Name[extra] >= 1.2; marker", "name @ https://…". Null: none. */
export function parseRequirement(written: string): Dependency | null {
  const text = written.slice(0, 2_000).trim()
  const head = /^([a-z\d](?:[\w.-]*[a-z\d])?)\s*(?:\[[^\]]*\])?\s*/i.exec(text)
  if (!head) return null
  const rest = text.slice(head[0].length)
  const url = /^@\s*(\S+)/.exec(rest)
  if (url) return packageOf(pythonName(head[1]!), null, withoutRef(url[1]!))
  if (rest !== '' && !/^[<>=!~;(,]/.test(rest)) return null
  const version = rest
    .split(';')[0]!
    .replace(/^\(|\)$/g, '')
    .trim()
  return packageOf(pythonName(head[1]!), version === '' ? null : version.replace(/^==\s*/, ''))
}

/** One spelling for all that Python takes for the same name. */
export function pythonName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

/** "git+https://host/a.git@v1#egg=a" without what says which version. */
export function withoutRef(url: string): string {
  const bare = url.replace(/[#?].*$/s, '')
  return /^(?:git|hg|svn|bzr)\+/.test(bare) ? bare.replace(/@[^@/]*$/, '') : bare
}

export function registryOf(url: string | null): Dependency[] {
  const name = registryOrNull(url)
  return name === null ? [] : [{ role: 'registry', name, version: null, source: null }]
}
