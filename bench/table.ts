export type Unit = 'ms' | 'bytes' | '%' | 'calls' | '×' | '/s'

/** One figure. `most` or `least` is its target. */
export type Measured = {
  group: string
  name: string
  unit: Unit
  value: number
  range?: [number, number]
  most?: number
  least?: number
  met?: boolean
  /** Depends on how fast the machine is, as every time does. */
  byMachine?: true
}

const TIMES: Unit[] = ['ms', '/s', '×']

/** Whether the run fails: by a size or a count that is missed, never by what depends on the machine and what else it does. */
export function fails(rows: Measured[]): boolean {
  return rows.some((row) => row.met === false && !row.byMachine && !TIMES.includes(row.unit))
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

/** A Markdown table with aligned columns, so that it can be pasted into the documentation as it is. */
export function table(rows: Measured[]): string {
  const cells = [['', 'median', 'min–max', 'target', '']]
  for (const [at, row] of rows.entries()) {
    if (row.group !== rows[at - 1]?.group) cells.push([`**${row.group}**`, '', '', '', ''])
    cells.push([row.name, show(row.value, row.unit), showRange(row), target(row), verdict(row)])
  }
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(3, ...cells.map((line) => [...(line[column] ?? '')].length)),
  )
  const lines = cells.map(
    (line) => `| ${line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`,
  )
  const ruler = widths.map((width, column) =>
    column % 4 === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [lines[0], `| ${ruler.join(' | ')} |`, ...lines.slice(1)].join('\n')
}

/** Figures stand to the right. */
function pad(cell: string, width: number, column: number): string {
  const missing = ' '.repeat(width - [...cell].length)
  return column % 4 === 0 ? cell + missing : missing + cell
}

function showRange({ range: [least, most] = [Number.NaN, Number.NaN], unit }: Measured): string {
  const [from, to] = [show(least, unit), show(most, unit)]
  return !Number.isFinite(least) || from === to ? '' : `${from.replace(/ \D+$/, '')}–${to}`
}

function target({ most, least, unit }: Measured): string {
  if (most !== undefined) return `≤ ${show(most, unit)}`
  return least === undefined ? '' : `≥ ${show(least, unit)}`
}

function verdict({ met }: Measured): string {
  if (met === undefined) return ''
  return met ? 'met' : 'missed'
}

function show(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return 'not measured'
  switch (unit) {
    case 'ms':
      return `${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`
    case '/s':
      return `${Math.round(value).toLocaleString('en')} /s`
    case '×':
      return `${toThreeDigits(value)} ×`
    case '%':
      return `${value === 100 ? value : value.toFixed(2)} %`
    case 'calls':
      return `${value} ${value === 1 ? 'call' : 'calls'}`
    case 'bytes':
      return value < 100_000 ? `${toThreeDigits(value / 1_000)} kB` : `${toThreeDigits(value / 1_000_000)} MB`
  }
}

function toThreeDigits(value: number): string {
  return String(Number(value.toPrecision(3)))
}
