/** Where sources usually stand, tried in this order. */
const USUAL = ['src', 'lib', 'app', 'internal', 'pkg', '']
/** Looked into for their structure, the largest first. */
const MOST_PACKAGES = 5

/**
 * Folders whose folders may be layers, likeliest first. Where all is in one folder of it, as in src/main/java/com/acme,
 * that is meant; the largest packages of a workspace come last, each with its usual folders.
 */
export function findRoots(files: readonly string[], packages: ReadonlySet<string>): string[] {
  const within = [...packages]
    .filter((folder) => folder !== '')
    .map((folder) => ({ folder, count: files.filter((file) => file.startsWith(`${folder}/`)).length }))
    .toSorted((a, b) => b.count - a.count || (a.folder < b.folder ? -1 : 1))
    .slice(0, MOST_PACKAGES)
    .flatMap(({ folder }) => USUAL.map((usual) => (usual === '' ? folder : `${folder}/${usual}`)))
  const roots = [...USUAL, ...within].map((root) => descend(root, files, packages))
  return [...new Set(roots)]
}

/** Through folders that hold nothing but one folder, and at most what makes it a package or starts it. */
function descend(root: string, files: readonly string[], packages: ReadonlySet<string>): string {
  const prefix = root === '' ? '' : `${root}/`
  const rests = files.flatMap((file) => (file.startsWith(prefix) ? [file.slice(prefix.length)] : []))
  const folders = new Set(
    rests.filter((rest) => rest.includes('/')).map((rest) => rest.split('/', 1)[0] ?? ''),
  )
  const folder = [...folders].find((name) => !ASIDE.test(name))
  const others = [...folders].filter((name) => name !== folder && !ASIDE.test(name))
  const loose = rests.filter((rest) => !rest.includes('/') && !STARTS.test(rest) && stemOf(rest) !== folder)
  if (folder === undefined || others.length > 0 || loose.length > 0) return root
  return packages.has(prefix + folder) ? root : descend(prefix + folder, files, packages)
}

const ASIDE = /^(?:\.|tests?$|docs?$|examples?$|scripts?$|spec$|benchmarks?$)/i
const STARTS =
  /^(?:__init__|__main__|main|index|setup|conftest|[\w.-]+\.(?:config|d))\.\w+$|^(?:Gemfile|Rakefile|.*\.gemspec)$/

/** "shop.rb" starts what is in "shop". */
function stemOf(name: string): string {
  return name.replace(/\.\w+$/, '')
}
