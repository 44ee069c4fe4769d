import type { Tried } from './stage/run-attempts.ts'

/** Columns of a terminal. */
const WIDTH = 80

export type Paint = (color: 'green' | 'red' | 'dim', text: string) => string

/** One row as people read it: what was tried, which layers stopped it, one line of evidence for each attempt. */
export function renderRow(
  { row, attempts, controls, ms }: Tried,
  options: { paint: Paint; verbose: boolean },
): string {
  const { paint, verbose } = options
  const through = attempts.filter(({ verdict }) => verdict.kind === 'got through').length
  const mark = through === 0 && attempts.length > 0 ? paint('green', 'stopped') : paint('red', 'GOT THROUGH')
  const seconds = `${(ms / 1000).toFixed(1)} s`
  const lines = [
    `${row.id}  ${cut(row.name, 46).padEnd(46)} ${String(attempts.length).padStart(3)} tried ${seconds.padStart(7)}  ${mark}`,
  ]
  for (const { name, verdict } of attempts) {
    const whole = verbose || verdict.kind === 'got through'
    const say = (text: string, indent: number) =>
      ' '.repeat(indent) + (whole ? oneLine(text) : cut(oneLine(text), WIDTH - indent))
    if (verdict.kind === 'got through')
      lines.push(paint('red', say(`✘ ${name}`, 2)), say(verdict.evidence, 4))
    else {
      lines.push(say(`✔ ${name}`, 2), paint('dim', say(`${verdict.by}: ${verdict.evidence}`, 4)))
      if (verbose) lines.push(paint('dim', say(`tried: ${verdict.tried}`, 4)))
    }
  }
  for (const { name, seen } of verbose ? controls : [])
    lines.push(paint('dim', `  ○ ${name}: ${oneLine(seen)}`))
  return lines.join('\n')
}

/** The very last line. */
export function lastLine(tried: Tried[]): string {
  const all = tried.flatMap(({ attempts }) => attempts)
  const through = all.filter(({ verdict }) => verdict.kind === 'got through').length
  return `attack: ${tried.length} rows, ${all.length} attempts, ${through} got through`
}

/** Without hidden comments: evidence is what people see. */
function oneLine(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function cut(text: string, width: number): string {
  const letters = [...text]
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('')}…`
}
