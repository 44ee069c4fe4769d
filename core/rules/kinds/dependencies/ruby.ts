import { type Dependency, packageOf } from './dependency.ts'
import { registryOf } from './python-requirement.ts'
import { registryOrNull } from './where-from.ts'

/** Gemfile and gems.rb: `gem "name", "~> 1"` and `source "…"`; what a program computes nobody can read here. */
export function readGemfile(text: string): Dependency[] {
  return text.split(/\r?\n/).flatMap((written) => {
    const line = written.slice(0, 2_000).replace(/(^|\s)#.*$/, '')
    const source = /^\s*source[\s(]+(["'])(.+?)\1/.exec(line)
    if (source) return registryOf(source[2]!)
    const gem = /(?:^|[\s;{])gem[\s(]+(["'])([\w.-]+)\1(.*)$/.exec(line)
    return gem ? [packageOf(gem[2]!, versionIn(gem[3]!), sourceIn(gem[3]!))] : []
  })
}

/** *.gemspec: `spec.add_dependency "name", "~> 1"` */
export function readGemspec(text: string): Dependency[] {
  return text.split(/\r?\n/).flatMap((written) => {
    const line = written.slice(0, 2_000).replace(/(^|\s)#.*$/, '')
    const found = /\.add_(?:runtime_|development_)?dependency[\s(]+(?:%q)?(["'<])([\w.-]+)["'>](.*)$/.exec(
      line,
    )
    return found ? [packageOf(found[2]!, versionIn(found[3]!))] : []
  })
}

function versionIn(rest: string): string | null {
  return /^\s*,\s*\[?\s*["']([^"']+)["']/.exec(rest)?.[1] ?? null
}

function sourceIn(rest: string): string | null {
  const found = /\b(git|github|gist|bitbucket|gitlab|path|source)(?::|["']?\s*=>)\s*["']([^"']+)["']/.exec(
    rest,
  )
  return found ? `${found[1]} ${found[2]}` : null
}

/** Gemfile.lock: sections with a remote and four-space specs; six-space lines are what those need. */
export function readGemfileLock(text: string): Dependency[] | null {
  if (text.trim() !== '' && !/^(?:GEM|GIT|PATH|DEPENDENCIES)\r?$/m.test(text)) return null
  const found: Dependency[] = []
  const sums = new Map<string, string>()
  let section = ''
  let remote: string | null = null
  for (const line of text.split(/\r?\n/)) {
    if (/^[A-Z]/.test(line)) {
      section = line.trim()
      remote = null
    }
    remote = /^ {2}remote: (.+)$/.exec(line)?.[1]?.trim() ?? remote
    const spec = /^ {4}([\w.-]+)(?: \(([^)]*)\))?\s*$/.exec(line)
    if (spec && (section === 'GEM' || section === 'GIT'))
      found.push(packageOf(spec[1]!, spec[2] ?? null, section === 'GIT' ? remote : registryOrNull(remote)))
    const sum = /^ {2}([\w.-]+ \([^)]*\)) (sha\d+)=(\w+)/.exec(line)
    if (section === 'CHECKSUMS' && sum) sums.set(sum[1]!, `${sum[2]}-${sum[3]}`)
  }
  return found.map((one) => {
    const sum = sums.get(`${one.name} (${one.version})`)
    return sum === undefined ? one : { ...one, checksums: [sum] }
  })
}
