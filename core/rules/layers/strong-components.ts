/**
 * Strongly connected components of all that can be reached: nodes of one component reach each other. Tarjan's
 * algorithm without recursion, so that depth is no matter; linear in nodes and edges.
 *
 * @param next The nodes that a node leads to; asked once for each node.
 * @returns for each node that was reached the number of its component, and how many nodes each component has.
 */
export function strongComponents<Node>(
  starts: Iterable<Node>,
  next: (node: Node) => readonly Node[],
): { component: Map<Node, number>; sizes: number[] } {
  const index = new Map<Node, number>()
  const low = new Map<Node, number>()
  const component = new Map<Node, number>()
  const sizes: number[] = []
  const open: Node[] = []
  for (const start of starts) if (!index.has(start)) visit(start)
  return { component, sizes }

  function visit(start: Node): void {
    const path = [enter(start)]
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node } = step
      const child = step.children[step.at++]
      if (child === undefined) {
        path.pop()
        leave(node)
        const parent = path.at(-1)
        if (parent !== undefined) lower(parent.node, low.get(node)!)
      } else if (!index.has(child)) path.push(enter(child))
      else if (!component.has(child)) lower(node, index.get(child)!)
    }
  }

  function enter(node: Node): { node: Node; children: readonly Node[]; at: number } {
    index.set(node, index.size)
    low.set(node, index.size - 1)
    open.push(node)
    return { node, children: next(node), at: 0 }
  }

  function lower(node: Node, to: number): void {
    if (to < low.get(node)!) low.set(node, to)
  }

  function leave(node: Node): void {
    if (low.get(node) !== index.get(node)) return
    let size = 0
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      component.set(member, sizes.length)
      size += 1
      if (member === node) break
    }
    sizes.push(size)
  }
}
