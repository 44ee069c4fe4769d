import { count } from '../../say/numbers.ts'
import type { ChangedFile, ChangeKind } from './change-kind.ts'
import type { KindContext } from './kind-context.ts'
import { MAX_PLACES } from './max-places.ts'
import { javascriptApi } from './public-api/javascript.ts'
import { otherApis } from './public-api/other-languages.ts'

/**
 * What a package offers to others: names exported by its declared entry points, what they promise, and the entry points
 * themselves. A repository that declares none offers nothing.
 */
export function findPublicApi(files: readonly ChangedFile[], context: KindContext): ChangeKind[] {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  const found = [...javascriptApi(sorted, context), ...otherApis(sorted, context)].map(
    (one): ChangeKind => ({ kind: 'public-api', ...one }),
  )
  return [...Map.groupBy(found, ({ path }) => path)].flatMap(([path, all]) => {
    const unique = [...new Map(all.map((one) => [one.evidence, one])).values()]
    const shown = unique.slice(0, MAX_PLACES)
    const more = unique.length - shown.length
    const rest: ChangeKind = {
      kind: 'public-api',
      path,
      line: null,
      evidence: `changes ${count(more)} more public names`,
    }
    return more > 0 ? [...shown, rest] : shown
  })
}
