import type { Measured } from '../table.ts'
import type { TreeFigures } from './measure-tree.ts'

/** Our targets; what was not measured has no row. */
export function ratios(trees: readonly TreeFigures[]): Measured[] {
  const largest = trees.at(-1)!
  const row = (files: number, name: string, rest: Omit<Measured, 'group' | 'name'>): Measured => ({
    ...{ group: `rules on ${files.toLocaleString('en')} files`, name, ...rest },
    met: rest.value <= (rest.most ?? Infinity) && rest.value >= (rest.least ?? -Infinity),
  })
  return trees.flatMap((tree) => {
    const { files, changed, whole, ast, incremental } = tree
    const { reins, cruiser, revDep } = whole
    const perFile = reins.seconds / files / (trees[0]!.whole.reins.seconds / trees[0]!.files)
    return [
      ...(cruiser === null
        ? []
        : [
            row(files, 'whole tree: dependency-cruiser ÷ reins', {
              ...{ unit: '×', value: cruiser.seconds / reins.seconds, least: 15 },
            }),
          ]),
      ...(revDep === null
        ? []
        : [
            row(files, 'whole tree: reins ÷ rev-dep', {
              ...{ unit: '×', value: reins.seconds / revDep.seconds, most: 1.5 },
            }),
          ]),
      ...(ast.astGrep === null
        ? []
        : [
            row(files, 'one `ast` pattern: reins ÷ ast-grep', {
              ...{ unit: '×', value: ast.reins.seconds / ast.astGrep.seconds, most: 1 },
            }),
          ]),
      row(files, `${changed} changed files`, { unit: 'ms', value: incremental.seconds * 1000, most: 150 }),
      row(files, 'peak memory of the whole tree', { unit: 'bytes', value: reins.peak, most: 400_000_000 }),
      ...(tree === largest && tree !== trees[0]
        ? [row(files, 'time a file, against the smallest tree', { unit: '×', value: perFile, most: 1 })]
        : []),
    ]
  })
}
