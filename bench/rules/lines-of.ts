import type { Figure, TreeFigures } from './measure-tree.ts'

/** What was measured on one tree, a line each: `whole tree, 5,000 files: reins 0.41 s, dependency-cruiser 6.9 s, 16.8×`. */
export function linesOf({ files, changed, whole, ast, incremental }: TreeFigures): string[] {
  const many = `${files.toLocaleString('en')} files`
  const rules = Object.entries(whole.reins.counts).map(([rule, count]) => `${rule} ${count}`)
  return [
    `whole tree, ${many}: reins ${told(whole.reins)}${beside('dependency-cruiser', whole.cruiser, whole.reins)}`,
    ...(whole.revDep === null
      ? []
      : [`whole tree, ${many}: reins ${told(whole.reins)}${beside('rev-dep', whole.revDep, whole.reins)}`]),
    `${changed} changed of ${many}: reins ${told(incremental)}`,
    `one \`ast\` pattern, ${many}: reins ${told(ast.reins)}${beside('ast-grep', ast.astGrep, ast.reins)}`,
    `findings, ${many}: ${rules.join(', ')}`,
  ]
}

/** How many times as long the other one took: above 1 it is slower than we are. */
function beside(name: string, other: Figure | null, ours: Figure): string {
  return other === null
    ? ''
    : `, ${name} ${told(other)}, ${digits(other.seconds / ours.seconds)}× (of CPU ${digits(other.cpu / ours.cpu)}×)`
}

function told({ seconds, cpu, peak }: Figure): string {
  return `${digits(seconds)} s (${digits(cpu)} s of CPU, ${Math.round(peak / 1e6)} MB)`
}

function digits(value: number): string {
  return value < 10 ? value.toPrecision(value < 1 ? 2 : 3) : value.toFixed(1)
}
