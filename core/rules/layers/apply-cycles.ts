import type { Finding } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import type { RuledFile } from '../rule-input.ts'
import { unseen } from '../unseen.ts'
import { rangeAt } from './breach-findings.ts'
import { type Circle, findCircles, type Link } from './find-circles.ts'
import type { Edge, ImportReader } from './import-reader.ts'
import type { OldFiles } from './old-files.ts'
import { runtimeTargets } from './runtime-targets.ts'

type Change = {
  files: readonly RuledFile[]
  /** What each of `files` imports. */
  targets: ReadonlyMap<string, readonly string[]>
  reader: ImportReader
  old: OldFiles
  /** Whether only imports that the change adds are looked at. */
  baseline: boolean
}

/** Circles of imports that a changed file is part of: with `baseline` those that a new import closes. */
export function applyCycles({ files, targets, reader, old, baseline }: Change): Finding[] {
  const links = files.flatMap((file) => linksOf(file)).sort(byPath)
  const { circles, leftOut } = findCircles(links, (path) => targets.get(path) ?? readTargets(path))
  const contents = new Map(files.map(({ path, content }) => [path, content]))
  let last: { from: string; edges: readonly Edge[] } | undefined
  const findings = circles.map((circle) => toFinding(circle, placeOf(circle.link)))
  const [first] = leftOut
  if (first === undefined) return findings
  const message = `${leftOut.length} more imports lie on circles; only the first circles are shown.`
  return [
    ...findings,
    unseen({ id: 'cycles', level: 'error' }, { path: first.from, message, preexisting: false, fix: AGAIN }),
  ]

  function linksOf(file: RuledFile): Link[] {
    const all = (targets.get(file.path) ?? []).map((to) => ({ from: file.path, to }))
    const before = baseline && all.length > 0 ? old.of(file) : null
    if (before === null) return all
    const known = new Set(runtimeTargets(before.path, before.edges))
    return all.filter(({ to }) => !known.has(to))
  }

  function readTargets(path: string): string[] {
    return runtimeTargets(path, reader.edgesAt(path)?.edges ?? [])
  }

  /** Circles come by their file, so each is read once more at most. */
  function placeOf({ from, to }: Link) {
    const edges = last?.from === from ? last.edges : reader.edgesOf(from, contents.get(from) ?? '').edges
    last = { from, edges }
    const edge = edges.find((one) => runtimeTargets(from, [one]).includes(to))
    return edge === undefined ? null : rangeAt(edge.imported)
  }
}

function toFinding({ link: { from, to }, way }: Circle, range: Finding['range']): Finding {
  return {
    rule: 'cycles',
    level: 'error',
    path: from,
    range,
    message: `These files import each other in a circle: ${shown([...way, from]).join(' → ')}.`,
    fix: 'Move what both need into a file of its own, or pass it in; an import of types alone does not count.',
    fingerprint: fingerprint({ rule: 'cycles', path: from, line: to, nth: 0 }),
    preexisting: false,
  }
}

const AGAIN = 'Mend the circles that are shown and run again.'

/** Long circles are cut in the middle. */
const MAX_SHOWN = 8

function shown(way: string[]): string[] {
  if (way.length <= MAX_SHOWN) return way
  const left = way.length - MAX_SHOWN + 1
  return [...way.slice(0, MAX_SHOWN / 2), `… ${left} more …`, ...way.slice(-(MAX_SHOWN / 2 - 1))]
}

function byPath(a: Link, b: Link): number {
  return compare(a.from, b.from) || compare(a.to, b.to)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
