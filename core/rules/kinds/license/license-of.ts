import { at, listOf, parseJson, parseToml, textOf } from '../dependencies/parsed.ts'

const PATTERNS: readonly [files: RegExp, field: RegExp][] = [
  [/\.gemspec$/, /\.licenses?\s*=\s*([^\n#]+)/g],
  [/(^|\/)pom\.xml$/, /<license>[^<]*<name>([^<]*)</g],
  [/\.(cs|fs|vb)proj$|(^|\/)directory\.build\.props$/, /<PackageLicense(?:Expression|File)>([^<]*)</g],
  [/(^|\/)setup\.(cfg|py)$/, /^[ \t]*license(?:_files?|_expression)?[ \t]*=[ \t]*([^\n,]+)/gm],
  [/(^|\/)mix\.exs$/, /\blicenses:\s*\[([^\]\n]*)\]/g],
]

/** The license a manifest declares, on one line; null: none, or the file is no manifest. */
export function licenseOf(path: string, text: string): string | null {
  const lower = path.toLowerCase()
  if (/(^|\/)(package|composer|jsr|deno)\.json$/.test(lower)) {
    const value = parseJson(text)?.value
    return written([at(value, 'license'), ...listOf(at(value, 'licenses'))])
  }
  if (/(^|\/)(pyproject|cargo)\.toml$/.test(lower)) {
    const value = parseToml(text)?.value
    const classifiers = listOf(at(value, 'project', 'classifiers')).filter((one) =>
      /^License ::/.test(textOf(one) ?? ''),
    )
    return written([
      ...[['project'], ['package'], ['workspace', 'package'], ['tool', 'poetry']].flatMap((keys) => [
        at(value, ...keys, 'license'),
        at(value, ...keys, 'license-file'),
      ]),
      ...classifiers,
    ])
  }
  const field = PATTERNS.find(([files]) => files.test(lower))?.[1]
  return field ? written(Array.from(text.matchAll(field), ([, found]) => found!.trim())) : null
}

/** A string, or a table such as `{ file = "LICENSE" }` or `{ "type": "MIT" }`. */
function written(values: readonly unknown[]): string | null {
  const texts = values.flatMap(
    (value) => textOf(value) ?? ['type', 'text', 'file'].flatMap((key) => textOf(at(value, key)) ?? []),
  )
  const inherited = values.some((value) => at(value, 'workspace') === true) ? ['that of the workspace'] : []
  const all = [...texts, ...inherited]
  return all.length > 0 ? all.join(', ') : null
}
