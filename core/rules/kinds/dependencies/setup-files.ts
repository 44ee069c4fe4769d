import type { Dependency } from './dependency.ts'
import { parseRequirement } from './python-requirement.ts'

/** setup.cfg: the lists of requirements; each may stand on one line or on indented ones. */
export function readSetupCfg(text: string): Dependency[] {
  const found: Dependency[] = []
  let section = ''
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line)
    const entry = /^([\w.-]+)\s*[=:](.*)$/.exec(line)
    if (header) section = header[1]!.trim()
    if (header || entry) inside = false
    if (entry)
      inside =
        section === 'options.extras_require' ||
        (section === 'options' && /^(?:install|setup|tests)_requires?$/.test(entry[1]!))
    const written = entry ? entry[2]! : /^\s/.test(line) ? line : ''
    const requirement = inside && !/^\s*[#;]/.test(written) ? parseRequirement(written) : null
    if (requirement) found.push(requirement)
  }
  return found
}

const LISTS = /\b(?:install_requires|setup_requires|tests_require|extras_require)\s*=\s*(?=[[{(])/g
const MAX_LIST = 50_000

/** setup.py: only lists that stand there as literals; it is a program, and what it computes nobody can read here. */
export function readSetupPy(text: string): Dependency[] {
  const found: Dependency[] = []
  for (const match of text.matchAll(LISTS)) {
    const start = match.index + match[0].length
    for (const literal of literalsUntilClosed(text.slice(start, start + MAX_LIST)))
      found.push(...[parseRequirement(literal)].flatMap((one) => one ?? []))
  }
  return found
}

/** The strings of a bracketed literal; a key of a dictionary, with a colon behind it, is none of them. */
function literalsUntilClosed(text: string): string[] {
  const literals: string[] = []
  let depth = 0
  for (const { 0: token, 1: double, 2: single, 3: colon } of text.matchAll(
    /(?:"([^"\n]*)"|'([^'\n]*)')(\s*:)?|#[^\n]*|[[\](){}]/g,
  )) {
    if ('[({'.includes(token)) depth++
    else if ('])}'.includes(token)) {
      depth--
      if (depth <= 0) break
    } else if (!token.startsWith('#') && colon === undefined) literals.push(double ?? single ?? '')
  }
  return literals
}
