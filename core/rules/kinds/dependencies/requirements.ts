import { type Dependency, packageOf } from './dependency.ts'
import { parseRequirement, pythonName, registryOf, withoutRef } from './python-requirement.ts'

/** requirements.txt of pip: requirements, addresses, `-e`, `-r`, `-c`, and where packages come from. */
export function readRequirements(text: string): Dependency[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .flatMap(readLine)
}

function readLine(line: string): Dependency[] {
  const option = /^(--?[a-z-]+)(?:\s+|=)?(.*)$/.exec(line)
  if (!option) return readTarget(line.replace(/\s--(?:hash|config-settings|global-option)[= ].*$/s, ''))
  const value = option[2]!.trim().replace(/^(["'])(.*)\1$/, '$2')
  switch (option[1]) {
    case '-r':
    case '--requirement':
    case '-c':
    case '--constraint':
      return [{ role: 'include', name: value, version: null, source: null }]
    case '-i':
    case '--index-url':
    case '--extra-index-url':
    case '-f':
    case '--find-links':
      return registryOf(value)
    case '-e':
    case '--editable':
      return readTarget(value)
    default:
      return []
  }
}

function readTarget(target: string): Dependency[] {
  if (target === '') return []
  const requirement = parseRequirement(target)
  if (requirement) return [requirement]
  const egg = /[#&]egg=([\w.-]+)/.exec(target)?.[1]
  const where = withoutRef(target.split(/\s/)[0]!)
  return [packageOf(egg ? pythonName(egg) : where, null, egg ? where : null)]
}
