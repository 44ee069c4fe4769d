/** Registries that are the default of their tools: naming them says nothing. */
const DEFAULTS = new Set([
  'registry+https://github.com/rust-lang/crates.io-index',
  'sparse+https://index.crates.io',
  'https://pypi.org/simple',
  'https://pypi.python.org/simple',
  'https://rubygems.org',
  'https://repo.packagist.org',
  'https://pub.dev',
  'https://pub.dartlang.org',
])

export function registryOrNull(url: string | null): string | null {
  const trimmed = url?.replace(/\/$/, '') ?? ''
  return trimmed === '' || DEFAULTS.has(trimmed) ? null : trimmed
}

/**
 * Where a locked package comes from, without what changes with every version: its number, commits, query and fragment.
 * Null for a file of the npm registry that bears the package's name.
 */
export function originOf(
  url: string | null,
  { name, version }: { name: string; version: string | null },
): string | null {
  if (url === null) return null
  let origin = url.slice(0, 2_000).replace(/[?#].*$/s, '')
  const short = name.slice(name.indexOf('/') + 1)
  for (const host of ['registry.npmjs.org', 'registry.yarnpkg.com'])
    if (origin === `https://${host}/${name}/-/${short}-${version}.tgz`) return null
  if (version) origin = origin.replaceAll(version, '*')
  return origin.replaceAll(/[0-9a-f]{40}/g, '*')
}

/** The source in the specification of an npm dependency: an alias, git, an address, a path. Null: the registry. */
export function originOfSpecification(specification: string): string | null {
  const text = specification.trim()
  const alias = /^(npm|jsr):(@?[^@]*)/.exec(text)
  // "npm:^1.2.3" names no other package.
  if (alias)
    return /^(?:[\d^~<>=*v]|latest$|$)/.test(alias[2]!) && alias[1] === 'npm'
      ? null
      : `${alias[1]}:${alias[2]}`
  if (
    /^(?:[a-z][a-z+]*:|[\w.-]+@[\w.-]+:|\.{0,2}\/|~\/|[\w.-]+\/)/i.test(text) &&
    !/^(?:catalog|workspace):/.test(text)
  )
    return text.replace(/#.*$/s, '')
  return null
}
