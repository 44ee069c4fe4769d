export type Unit = 'ms' | 'bytes' | '%' | ''

/** One figure. `most` or `least` is its target, with where it is written down. */
export type Measured = {
  group: string
  name: string
  unit: Unit
  value: number
  range?: [number, number]
  most?: number
  least?: number
  met?: boolean
}

/** @returns each figure once, as the median over the runs. */
export function summarise(runs: Measured[][]): Measured[] {
  const [first = []] = runs
  return first.map((row) => {
    const values = runs
      .map((run) => run.find((one) => one.group === row.group && one.name === row.name)?.value ?? Number.NaN)
      .sort((a, b) => a - b)
    const value = median(values)
    const range: [number, number] = [values[0] ?? value, values.at(-1) ?? value]
    const target = row.most !== undefined || row.least !== undefined
    const met =
      value <= (row.most ?? Number.POSITIVE_INFINITY) && value >= (row.least ?? Number.NEGATIVE_INFINITY)
    return { ...row, value, range, ...(target ? { met } : {}) }
  })
}

export function median(sorted: number[]): number {
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** A Markdown table, its columns aligned, so that it can be pasted into the documentation as it is. */
export function table(rows: Measured[]): string {
  const cells = [
    ['what', 'measure', 'median', 'min–max', 'target', ''],
    ...rows.map((row) => [
      row.group,
      row.name,
      show(row.value, row.unit),
      row.range ? `${show(row.range[0], row.unit)}–${show(row.range[1], row.unit)}` : '',
      row.most !== undefined
        ? `≤ ${show(row.most, row.unit)}`
        : row.least !== undefined
          ? `≥ ${show(row.least, row.unit)}`
          : '',
      row.met === undefined ? '' : row.met ? 'met' : 'missed',
    ]),
  ]
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => [...(line[column] ?? '')].length)),
  )
  const lines = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const ruler = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [lines[0], ruler, ...lines.slice(1)].join('\n')
}

function show(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return 'not measured'
  if (unit === 'ms')
    return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`
  if (unit === '%') return `${value.toFixed(value === 100 ? 0 : 2)} %`
  if (unit === 'bytes') return bytes(value)
  return String(Math.round(value))
}

function bytes(value: number): string {
  if (value < 100_000) return `${(value / 1000).toFixed(1)} kB`
  return `${(value / 1_000_000).toFixed(2)} MB`
}
