import { at, entriesOf, listOf, parseJson, textOf } from '../dependencies/parsed.ts'

/** An entry point a package.json declares: what others write, and the file it leads to, relative to the package. */
export type EntryPoint = { name: string; target: string }

const SIMPLE = ['main', 'module', 'browser', 'types', 'typings', 'unpkg', 'jsdelivr']

/** `main` and its kin, `exports` with conditions and patterns, `bin`. Null: it could not be read. */
export function entryPointsOf(manifest: string): EntryPoint[] | null {
  const parsed = parseJson(manifest)
  if (!parsed) return null
  const { value } = parsed
  const simple = SIMPLE.flatMap((key) => {
    const target = textOf(at(value, key))
    return target === null ? [] : [{ name: key, target: clean(target) }]
  })
  const bin = at(value, 'bin')
  const bins =
    textOf(bin) === null ? entriesOf(bin) : [[textOf(at(value, 'name')) ?? '', bin] as [string, unknown]]
  return [
    ...simple,
    ...bins.flatMap(([name, target]) =>
      textOf(target) === null ? [] : [{ name: `bin ${name}`, target: clean(textOf(target)!) }],
    ),
    ...exportsIn(at(value, 'exports')),
  ]
}

/** Subpaths hold conditions, which hold conditions; a list holds fallbacks. */
function exportsIn(value: unknown): EntryPoint[] {
  const found: EntryPoint[] = []
  const left: [string, unknown][] = entriesOf(value).some(([key]) => key.startsWith('.'))
    ? entriesOf(value)
    : [['.', value]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, target] = next
    const written = textOf(target)
    if (written !== null) found.push({ name, target: clean(written) })
    for (const one of [...listOf(target), ...entriesOf(target).map(([, inner]) => inner)])
      left.push([name, one])
  }
  return found
}

function clean(target: string): string {
  return target.replace(/^\.?\//, '')
}

const BUILT =
  /^(?:dist|lib|build|out|output|target|esm|cjs|es|umd|types|typings|compiled|generated|umd|module|commonjs|\.output)\//
const ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** Files an entry point may be made of, the likeliest first: itself, or its source by convention when the built file is not kept. */
export function candidatesOf(target: string): string[] {
  const names = ENDING.test(target)
    ? [target]
    : [
        target,
        ...ENDINGS.map((ending) => `${target}${ending}`),
        ...ENDINGS.map((ending) => `${target === '' ? '' : `${target.replace(/\/$/, '')}/`}index${ending}`),
      ]
  let bare = target
  while (BUILT.test(bare)) bare = bare.replace(BUILT, '')
  const stem = bare.replace(ENDING, '')
  const places =
    bare === target ? [target.replace(ENDING, '')] : [`src/${stem}`, stem, `source/${stem}`, `lib/${stem}`]
  return [...new Set([...names, ...places.flatMap((place) => ENDINGS.map((ending) => `${place}${ending}`))])]
}

/** Whether a path fits a target with one `*`, which also stands for folders. */
export function fitsPattern(pattern: string, path: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === path
  const head = pattern.slice(0, star)
  const tail = pattern.slice(star + 1)
  return path.length >= head.length + tail.length && path.startsWith(head) && path.endsWith(tail)
}
