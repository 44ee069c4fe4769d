import type { ChangedFile } from '../change-kind.ts'
import type { KindContext } from '../kind-context.ts'
import { type ApiChange, compareSurfaces } from './compare-surfaces.ts'
import type { Exported } from './exported.ts'
import { goExports, pythonExports, rustExports } from './line-exports.ts'
import type { PublicName } from './surface-of.ts'

/** Files of one unit offer one set of names: a Go package is a folder, the others are one file. */
type Language = { unitOf: (path: string) => string | null; exportsOf: (text: string) => Exported[] }

const NOT_PUBLIC =
  /(^|\/)(internal|vendor|testdata|tests?|examples?|docs?|scripts|node_modules|benches|fixtures)\//

const LANGUAGES: readonly Language[] = [
  {
    unitOf: (path) =>
      /\.go$/.test(path) && !/_test\.go$/.test(path) ? path.replace(/[^/]*$/, '*.go') : null,
    exportsOf: goExports,
  },
  { unitOf: (path) => (/(^|\/)src\/lib\.rs$/.test(path) ? path : null), exportsOf: rustExports },
  // The package at the top, beside the project's own file or in its src folder; folders in a package are modules of it.
  {
    unitOf: (path) => (/^[\w-]+\/__init__\.py$|(^|\/)src\/\w+\/__init__\.py$/.test(path) ? path : null),
    exportsOf: pythonExports,
  },
]

const MAX_SOURCE = 4 * 1024 * 1024

/** Exported names of Go packages that are not internal, of the root of Rust crates, and of Python packages at the top. */
export function otherApis(files: readonly ChangedFile[], { exportsOf }: KindContext): ApiChange[] {
  return LANGUAGES.flatMap((language) => {
    const unitOf = (path: string) => (NOT_PUBLIC.test(path) ? null : language.unitOf(path))
    const units = new Set(
      files.flatMap(({ path, renamedFrom }) =>
        [unitOf(path), unitOf(renamedFrom ?? path)].filter((unit) => unit !== null),
      ),
    )
    return [...units].sort().flatMap((unit) => {
      const surface = (side: 'before' | 'after') => {
        const names = new Map<string, PublicName>()
        for (const file of files) {
          const path = side === 'before' ? (file.renamedFrom ?? file.path) : file.path
          const text = file[side]
          if (unitOf(path) !== unit || text === null || text.length > MAX_SOURCE) continue
          for (const one of named(language.exportsOf(text), exportsOf?.(path, text)))
            names.set(one.name, { ...one, path })
        }
        return names
      }
      const entry =
        files
          .map(({ path }) => path)
          .filter((path) => unitOf(path) === unit)
          .sort()[0] ?? unit
      return compareSurfaces(surface('before'), surface('after'), { files, entry })
    })
  })
}

/** A parser's names, when there is one for the language, with what the scanner knows of their signatures. */
function named(
  scanned: Exported[],
  parsed: readonly { name: string; line: number }[] | undefined,
): Exported[] {
  if (!parsed || parsed.length === 0) return scanned
  const headers = new Map(scanned.map(({ name, header }) => [name, header]))
  return parsed.map(({ name, line }) => ({ name, line, header: headers.get(name) ?? null }))
}
