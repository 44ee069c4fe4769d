import { rmSync } from 'node:fs'
import type { Measured } from '../table.ts'
import { linesOf } from './lines-of.ts'
import { measureTree, type TreeFigures } from './measure-tree.ts'
import { packageFolder } from './package-folder.ts'
import { findPeers, NO_PEERS } from './peers.ts'
import { ratios } from './ratios.ts'

const SIZES = [1_000, 5_000, 20_000]
const ROUNDS = 5

export type RuleFigures = { lines: string[]; rows: Measured[]; differences: string[] }

/** `quick`: the smallest tree, without other tools: that it works and finds what was planted, no matter how fast. */
export async function measureRules(
  { quick }: { quick: boolean },
  say: (text: string) => void,
): Promise<RuleFigures> {
  const peers = quick ? NO_PEERS : findPeers(say)
  const { folder, launcher } = await packageFolder()
  try {
    const trees: TreeFigures[] = []
    for (const files of quick ? SIZES.slice(0, 1) : SIZES)
      trees.push(await measureTree({ files, rounds: quick ? 1 : ROUNDS, launcher, peers, say }))
    return {
      lines: trees.flatMap(linesOf),
      rows: ratios(trees),
      differences: trees.flatMap(({ differences }) => differences),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
