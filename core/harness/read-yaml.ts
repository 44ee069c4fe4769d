import {
  CORE_SCHEMA,
  type Document,
  EVENT_ID,
  type Event,
  eventsToAst,
  parseEvents,
  YAMLException,
} from 'js-yaml'
import { isPlaced, placeNodes, startOf } from './place-nodes.ts'
import type { Misplaced, YamlNode } from './yaml-node.ts'

const MAX_DEPTH = 20

/** `read`: what could be read, beside what is refused in it; `broken`: nothing could be read. */
export type YamlText =
  | { kind: 'read'; root: YamlNode; problems: Misplaced[] }
  | { kind: 'broken'; problems: Misplaced[] }

/** Text of one YAML 1.2 document → its values with their places. `path` names the file in sentences. */
export function readYaml(text: string, path: string): YamlText {
  let events: Event[]
  let documents: Document[]
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH })
    documents = eventsToAst(events, { source: text, schema: CORE_SCHEMA })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const at = error.mark?.position ?? 0
    return broken(at, explainSyntax(error.reason, text.charAt(at)))
  }
  const [document, second] = documents
  if (!document?.contents) return broken(0, `${path} is empty; write at least \`version: 1\``)
  if (second) return broken(startOfLast(events), `a second document begins here; ${path} must hold one`)
  if (document.directives.length > 0) return broken(0, `${path} begins with a % directive; remove it`)
  return { kind: 'read', ...placeNodes({ text, contents: document.contents, events }) }
}

function explainSyntax(reason: string, character: string): string {
  if (character === '@' || character === '`' || character === '%')
    return `a value cannot begin with ${character} in YAML; put it in quotes`
  return `not valid YAML: ${reason}`
}

function startOfLast(events: Event[]): number {
  const last = events.findLastIndex((event) => event.type === EVENT_ID.DOCUMENT)
  const first = events[last + 1]
  return (first && isPlaced(first) ? startOf(first) : undefined) ?? 0
}

function broken(at: number, message: string): YamlText {
  return { kind: 'broken', problems: [{ at, path: [], message }] }
}
