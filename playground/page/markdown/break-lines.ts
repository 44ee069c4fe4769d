import type { Nodes, PhrasingContent } from 'mdast'

/** A line break in a comment is one on the page, as on GitHub. */
export function breakLines(node: Nodes): void {
  if (!('children' in node)) return
  for (const child of node.children) breakLines(child)
  if (!node.children.some((child) => child.type === 'text' && child.value.includes('\n'))) return
  const broken = (node.children as PhrasingContent[]).flatMap((child): PhrasingContent[] => {
    if (child.type !== 'text') return [child]
    return child.value
      .split(/\r?\n/)
      .flatMap((line, index): PhrasingContent[] => [
        ...(index === 0 ? [] : [{ type: 'break' } as const]),
        { type: 'text', value: line },
      ])
  })
  node.children = broken as typeof node.children
}
