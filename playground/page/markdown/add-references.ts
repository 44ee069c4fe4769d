import type { Element, ElementContent, Nodes, Text } from 'hast'

const REFERENCE = /(?<![\w&/`-])(?:#(?<number>\d{1,9})|@[A-Za-z\d][A-Za-z\d-]{0,38})(?![\w-])/g

/** `#12` and `@ada` as links, everywhere but in links and code. */
export function addReferences(node: Nodes, repository: string): void {
  if (!('children' in node)) return
  if (node.type === 'element' && ['a', 'code', 'pre'].includes(node.tagName)) return
  const linked: ElementContent[] = (node.children as ElementContent[]).flatMap((child) => {
    if (child.type === 'text') return withLinks(child, repository)
    addReferences(child, repository)
    return [child]
  })
  node.children = linked
}

function withLinks(text: Text, repository: string): ElementContent[] {
  const parts: ElementContent[] = []
  let from = 0
  for (const match of text.value.matchAll(REFERENCE)) {
    const [value] = match
    const number = match.groups?.number
    parts.push({ type: 'text', value: text.value.slice(from, match.index) })
    parts.push(number === undefined ? mention(value) : link(`/${repository}/issues/${number}`, value))
    from = match.index + value.length
  }
  if (parts.length === 0) return [text]
  return [...parts, { type: 'text', value: text.value.slice(from) }]
}

function link(href: string, value: string): Element {
  return { type: 'element', tagName: 'a', properties: { href }, children: [{ type: 'text', value }] }
}

/** The local GitHub has no pages of people. */
function mention(value: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['mention'] },
    children: [{ type: 'text', value }],
  }
}
