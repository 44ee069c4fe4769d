import ignore from 'ignore'

/** Long globs are mistakes, and could be built to take for ever. */
const MAX_GLOB = 300
const MAX_ALTERNATIVES = 100

/**
 * A glob as in .gitignore (without a slash it is about names at any depth), with braces, and "!" before it for
 * everything else. Empty: every path.
 */
export function globFilter(glob: string): (path: string) => boolean {
  const negated = glob.startsWith('!')
  const plain = glob.slice(negated ? 1 : 0, MAX_GLOB).replace(/^\.\//, '')
  if (plain.trim() === '') return () => true
  const rules = ignore().add(expandBraces(plain))
  return (path) => rules.ignores(path) !== negated
}

/** "*.{ts,tsx}" → "*.ts", "*.tsx". */
function expandBraces(glob: string): string[] {
  let globs = [glob]
  while (globs.length <= MAX_ALTERNATIVES && globs.some((one) => BRACES.test(one)))
    globs = globs.flatMap((one) => {
      const [whole, inner] = BRACES.exec(one) ?? []
      return inner === undefined ? [one] : inner.split(',').map((part) => one.replace(whole!, () => part))
    })
  return globs
}

const BRACES = /\{([^{}]*)\}/
