/**
 * The shortest way between two nodes, both included; of equally short ones that which comes first in the order of
 * `next`. Null when there is none, or when `budget.left` edges were followed before one was found.
 */
export function shortestWay<Node>(
  { from, to }: { from: Node; to: Node },
  next: (node: Node) => readonly Node[],
  budget: { left: number },
): Node[] | null {
  const cameFrom = new Map<Node, Node | null>([[from, null]])
  const queue = [from]
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!
    if (node === to) return wayBack(cameFrom, to)
    for (const child of next(node)) {
      if (budget.left-- <= 0) return null
      if (cameFrom.has(child)) continue
      cameFrom.set(child, node)
      queue.push(child)
    }
  }
  return null
}

function wayBack<Node>(cameFrom: Map<Node, Node | null>, to: Node): Node[] {
  const way = [to]
  for (let node = cameFrom.get(to); node !== null && node !== undefined; node = cameFrom.get(node))
    way.push(node)
  return way.reverse()
}
