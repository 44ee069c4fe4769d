import type { Harness } from '../harness/harness.ts'
import { type Language, languageOf } from '../syntax/language.ts'
import { matchGlobs } from './globs.ts'
import { astLanguage } from './invariants/ast-language.ts'

/** Files of one of these import files of the others. */
const ECMASCRIPT: readonly Language[] = ['JavaScript', 'TypeScript', 'Tsx']

/**
 * The languages that `applyRules` has to read for a change: what `loadSyntax` is given. Empty: it needs no parser.
 *
 * @param paths The changed paths.
 */
export function languagesOfRules(
  { invariants, layers }: Pick<Harness, 'invariants' | 'layers'>,
  paths: Iterable<string>,
): Language[] {
  const asts = invariants.filter((rule) => rule.engine === 'ast')
  const wanted = new Set<Language>()
  for (const path of paths) {
    const own = languageOf(path)
    if (layers !== null && own !== null) wanted.add(own)
    for (const { ast, paths: globs } of asts) {
      const named = globs.length > 0
      const language = astLanguage(path, { language: ast.language, named })
      if (language !== null && !wanted.has(language) && (!named || matchGlobs(globs, path)))
        wanted.add(language)
    }
  }
  if (layers !== null && ECMASCRIPT.some((language) => wanted.has(language)))
    for (const language of ECMASCRIPT) wanted.add(language)
  return [...wanted]
}
