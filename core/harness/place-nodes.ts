import { EVENT_ID, type Event, type Node, SCALAR_STYLE, type ScalarNode } from 'js-yaml'
import { quote } from '../rules/quote.ts'
import type { Misplaced, YamlNode } from './yaml-node.ts'

type Placed = Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>

/**
 * Walks nodes and events together: nodes know the values, events (in the same order) the places.
 * Anchors, aliases and tags are refused, so there is nothing to expand; what they stand for is read as its own text.
 */
export function placeNodes({ text, contents, events }: { text: string; contents: Node; events: Event[] }): {
  root: YamlNode
  problems: Misplaced[]
} {
  const problems: Misplaced[] = []
  const queue = events.filter(isPlaced).values()
  return { root: place(contents, [], 0), problems }

  /** `around` is the place of what the node stands in, for a value that is not written at all. */
  function place(node: Node, path: PropertyKey[], around: number): YamlNode {
    const event = queue.next().value!
    const at = startOf(event) ?? around
    const reference = describeReference(event, text)
    if (reference) problems.push({ ...reference, path })
    if (node.kind === 'sequence')
      return { kind: 'list', at, items: node.items.map((item, index) => place(item, [...path, index], at)) }
    if (node.kind === 'mapping')
      return { kind: 'map', at, entries: node.items.flatMap((item) => placeEntry(item, path, at) ?? []) }
    return { kind: 'scalar', at, value: reference ? reference.text : toScalar(node as ScalarNode) }
  }

  function placeEntry(entry: { key: Node; value: Node }, path: PropertyKey[], around: number) {
    const { at: keyAt } = place(entry.key, path, around)
    if (entry.key.kind === 'scalar') {
      const key = entry.key.value
      return { key, keyAt, value: place(entry.value, [...path, key], keyAt) }
    }
    problems.push({ at: keyAt, path, message: 'a list, a map or an alias cannot be a key; write a name' })
    place(entry.value, path, keyAt)
    return null
  }
}

export function isPlaced(event: Event): event is Placed {
  return event.type !== EVENT_ID.DOCUMENT && event.type !== EVENT_ID.POP
}

/** The offset of a value's first character, quotes included; undefined for a value that is not written. */
export function startOf(event: Placed): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
  if (event.type !== EVENT_ID.SCALAR) return event.start
  if (event.valueStart < 0) return undefined
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return event.valueStart - (quoted ? 1 : 0)
}

function describeReference(
  event: Placed,
  text: string,
): { at: number; text: string; message: string } | null {
  if (event.type === EVENT_ID.ALIAS) {
    const written = `*${text.slice(event.anchorStart, event.anchorEnd)}`
    const message = `a value that begins with * is an alias in YAML, which is not supported; put a glob in quotes: ${quote(written)}`
    return { at: event.anchorStart - 1, text: written, message }
  }
  if (event.anchorStart >= 0) {
    const written = `&${text.slice(event.anchorStart, event.anchorEnd)}`
    return {
      at: event.anchorStart - 1,
      text: written,
      message: 'anchors (&) are not supported; write the value out',
    }
  }
  if (event.tagStart < 0) return null
  const written = text.slice(event.tagStart, event.tagEnd)
  const message = `a value that begins with ! is a tag in YAML, which is not supported; put a glob in quotes: ${quote(written)}`
  return { at: event.tagStart, text: written, message }
}

/** As YAML 1.2 core reads it: `yes`, `on` and `off` are text. */
function toScalar(node: ScalarNode): string | number | boolean | null {
  switch (node.tag) {
    case 'tag:yaml.org,2002:null':
      return null
    case 'tag:yaml.org,2002:bool':
      return node.value.toLowerCase() === 'true'
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return toNumber(node.value)
    default:
      return node.value
  }
}

/** Number() knows the core schema's forms but a sign before 0x and 0o, `.inf` and `.nan`. */
function toNumber(written: string): number {
  const digits = written.replace(/^[+-]/, '').toLowerCase()
  const size = digits === '.inf' ? Number.POSITIVE_INFINITY : Number(digits)
  return written.startsWith('-') ? -size : size
}
