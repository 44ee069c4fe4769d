import { shortestWay } from './shortest-way.ts'
import { strongComponents } from './strong-components.ts'

export type Link = { from: string; to: string }
/** `way` begins at `link.from`, goes on to `link.to` and ends before it is back. */
export type Circle = { link: Link; way: string[] }
export type Circles = { circles: Circle[]; leftOut: Link[] }

/** Nobody mends more at a time. */
const MAX_CIRCLES = 300
/** Edges followed on the search for shortest circles, all together. */
const MAX_STEPS = 3_000_000

/**
 * For each of `links` the shortest circle it lies on, each circle once, at its first link. Linear, but for the links
 * that do lie on circles; what is beyond the bounds is in `leftOut`.
 *
 * @param next The files that a file imports, sorted; asked once for each file that `links` lead to.
 */
export function findCircles(links: readonly Link[], next: (path: string) => readonly string[]): Circles {
  const known = new Map<string, readonly string[]>()
  const { component } = strongComponents(
    // A circle leads back to `from`, so what `from` imports beside the link is nothing to read.
    links.map(({ to }) => to),
    (path) => {
      const found = next(path)
      known.set(path, found)
      return found
    },
  )
  const within = (path: string) => {
    const own = component.get(path)
    return (known.get(path) ?? []).filter((child) => component.get(child) === own)
  }
  const knotted = links.filter(({ from, to }) => from !== to && component.get(from) === component.get(to))
  const budget = { left: MAX_STEPS }
  const seen = new Set<string>()
  const circles: Circle[] = []
  for (const [index, link] of knotted.entries()) {
    const back =
      circles.length < MAX_CIRCLES ? shortestWay({ from: link.to, to: link.from }, within, budget) : null
    if (back === null) return { circles, leftOut: knotted.slice(index) }
    const way = [link.from, ...back.slice(0, -1)]
    const name = turned(way).join('\n')
    if (!seen.has(name)) circles.push({ link, way })
    seen.add(name)
  }
  return { circles, leftOut: [] }
}

/** One spelling for a circle, wherever it begins. */
function turned(way: readonly string[]): string[] {
  const least = way.reduce((best, path, index) => (path < way[best]! ? index : best), 0)
  return [...way.slice(least), ...way.slice(0, least)]
}
