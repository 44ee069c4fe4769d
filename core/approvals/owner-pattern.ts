/** A pattern of CODEOWNERS, ready to match. One item stands for one folder or file name of a path. */
export type OwnerPattern = readonly Part[]
/** Any number of names, none as well; or one name: its letters, with `*` and `?` as wildcards. */
type Part = 'any' | readonly Sign[]
type Sign = { letter: string } | 'star' | 'one'

/** Longer than any path of a repository. UTF-16 units. */
const MAX_PATTERN = 4_096

/**
 * Compiles what stands first on a line of CODEOWNERS. As in a .gitignore, except for what GitHub leaves out: no `!`, no
 * `[ ]`, no `\#`; and a name `*` at the end stands for direct children only.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * @returns a sentence's end when GitHub refuses it: "uses `!`, …".
 */
export function compileOwnerPattern(source: string): { pattern: OwnerPattern } | { problem: string } {
  if (source.length > MAX_PATTERN) return { problem: `is longer than ${MAX_PATTERN} characters` }
  if (source.startsWith('!')) return { problem: 'uses `!`, which CODEOWNERS does not have' }
  if (source.startsWith('\\#')) return { problem: 'begins with `\\#`, which CODEOWNERS does not have' }
  if (/(?<!\\)[[\]]/.test(source))
    return { problem: 'uses `[ ]`: CODEOWNERS on GitHub has neither ranges of characters nor sections' }
  if (source.includes('***')) return { problem: 'has more than two `*` in a row' }
  const names = source.replace(/^\//, '').split('/')
  const folder = names.at(-1) === '' && names.pop() !== undefined
  if (names.length === 0 || names.includes('')) return { problem: 'has an empty folder name' }
  const parts: Part[] = names.map((name) => (name === '**' ? 'any' : toSigns(name)))
  // A slash at the beginning or in the middle ties it to the root; without one it stands at any depth.
  if (!source.startsWith('/') && names.length === 1) parts.unshift('any')
  const last = names.at(-1)
  if (folder || last === '**') return { pattern: [...parts, 'any', ['star']] }
  return { pattern: last === '*' ? parts : [...parts, 'any'] }
}

/** Whether it covers a path, case and all. Takes time in proportion to pattern times path at worst. */
export function matchOwnerPattern(pattern: OwnerPattern, path: string): boolean {
  return matchParts(pattern, path.split('/'), {
    isMany: (part) => part === 'any',
    fits: (part, name) => part !== 'any' && matchName(part, name),
  })
}

function matchName(signs: readonly Sign[], name: string): boolean {
  return matchParts(signs, [...name], {
    isMany: (sign) => sign === 'star',
    fits: (sign, letter) => sign === 'one' || (typeof sign === 'object' && sign.letter === letter),
  })
}

type Rules<P> = { isMany: (part: P) => boolean; fits: (part: P, item: string) => boolean }

/** Only the last "any number of" is ever taken back: what stood before it has matched as early as it could. */
function matchParts<P>(parts: readonly P[], items: readonly string[], { isMany, fits }: Rules<P>): boolean {
  let part = 0
  let item = 0
  let again: { part: number; item: number } | null = null
  while (item < items.length) {
    const next = parts[part]
    if (next !== undefined && isMany(next)) {
      part += 1
      again = { part, item }
    } else if (next !== undefined && fits(next, items[item] ?? '')) {
      part += 1
      item += 1
    } else if (again !== null) {
      again.item += 1
      part = again.part
      item = again.item
    } else return false
  }
  return parts.slice(part).every(isMany)
}

function toSigns(name: string): Sign[] {
  const signs: Sign[] = []
  for (const [, escaped, sign = ''] of name.matchAll(/\\(.)|(.)/gsu)) {
    if (escaped !== undefined) signs.push({ letter: escaped })
    else if (sign === '?') signs.push('one')
    else if (sign !== '*') signs.push({ letter: sign })
    else if (signs.at(-1) !== 'star') signs.push('star')
  }
  return signs
}
