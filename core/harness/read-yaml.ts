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
    const conflict = /^<{7}(?: |$)/m.exec(text)
    if (conflict) return broken(conflict.index, 'a merge conflict stands here; resolve it')
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
  if (character === ':' && reason.startsWith('bad indentation'))
    return 'not valid YAML: a colon stands in a value here; put the value in quotes, or mind the indentation of this line'
  return `not valid YAML: ${MEANING.get(reason) ?? reason}`
}

/** The parser's words that tell nobody what to mend. */
const MEANING = new Map([
  [
    'deficient indentation',
    'a quote or bracket above is not closed, or this line is not indented as deep as what it belongs to',
  ],
  [
    'end of the stream or a document separator is expected',
    'this line belongs to nothing above; mind its indentation',
  ],
])

function startOfLast(events: Event[]): number {
  const last = events.findLastIndex((event) => event.type === EVENT_ID.DOCUMENT)
  const first = events[last + 1]
  return (first && isPlaced(first) ? startOf(first) : undefined) ?? 0
}

function broken(at: number, message: string): YamlText {
  return { kind: 'broken', problems: [{ at, path: [], message }] }
}
