import type { RootContent } from 'mdast'
import { prose } from '../clean/prose.ts'
import { boundNesting, topLevelBlocks } from '../markdown/blocks.ts'

/**
 * Which of `tasks.need` an issue does not say. A part is a heading of any level, or a field of an issue form, with text
 * below it before the next heading of the same or a higher level. What a reader does not see does not count, nor what
 * GitHub writes for an empty field. @returns the names as the harness writes them.
 */
export function missingParts(body: string, need: readonly string[]): string[] {
  if (need.length === 0) return []
  const said = partsOf(prose(body).text)
  return need.filter((name) => !said.has(fold(name)))
}

/** Of the parts that say something, the folded names. */
function partsOf(text: string): Set<string> {
  const said = new Set<string>()
  let open: { depth: number; name: string }[] = []
  for (const { node } of topLevelBlocks(boundNesting(text), { emphasis: false, mostLines: 2_000 })) {
    if (node.type === 'heading') {
      open = open.filter(({ depth }) => depth < node.depth)
      open.push({ depth: node.depth, name: fold(textOf(node)) })
    } else if (saysSomething(node)) for (const { name } of open) said.add(name)
  }
  return said
}

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const NO_RESPONSE = /^_?no response_?$/i

function saysSomething(node: RootContent): boolean {
  if (node.type === 'thematicBreak' || node.type === 'definition') return false
  if (node.type === 'list' || node.type === 'table' || node.type === 'blockquote')
    return textOf(node).trim() !== ''
  const text = textOf(node).trim()
  return node.type === 'code' ? text !== '' : text !== '' && !NO_RESPONSE.test(text)
}

/** All text of a node, images counted as text: a screenshot can be what is asked for. */
function textOf(node: RootContent | { children: RootContent[] }): string {
  if ('children' in node) return (node.children as RootContent[]).map(textOf).join(' ')
  if ('value' in node) return node.value
  return 'url' in node ? node.url : ''
}

/** "## Acceptance Criteria:" and "acceptance criteria" are the same; emoji before it are decoration. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
