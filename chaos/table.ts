import type { Told } from './rounds/round.ts'

const HEAD = [
  'engine',
  'mode',
  'rounds',
  'kills',
  'faults',
  'commands',
  'lost',
  'twice',
  'start to ready',
  'took',
]

/** One line for each engine and mode. */
export function table(told: Told[]): string {
  const groups = Map.groupBy(told, ({ engine, mode }) => `${engine} ${mode}`)
  const lines = [...groups.values()].map((rounds) => {
    const sum = (of: (round: Told) => number) => String(rounds.reduce((all, round) => all + of(round), 0))
    const starts = rounds.flatMap((round) => round.starts).sort((a, b) => a - b)
    return [
      rounds[0]?.engine ?? '',
      rounds[0]?.mode ?? '',
      String(rounds.length),
      ...[sum(({ kills }) => kills), sum(({ faults }) => faults), sum(({ commands }) => commands)],
      ...[sum(({ lost }) => lost.length), sum(({ twice }) => twice.length)],
      `${seconds(starts[starts.length >> 1] ?? Number.NaN)} (most ${seconds(starts.at(-1) ?? Number.NaN)})`,
      seconds(rounds.reduce((all, { ms }) => all + ms, 0)),
    ]
  })
  const widths = HEAD.map((head, at) => Math.max(head.length, ...lines.map((line) => line[at]?.length ?? 0)))
  const row = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [row(HEAD), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n')
}

export function lastLine(told: Told[]): string {
  const sum = (of: (round: Told) => number) => told.reduce((all, round) => all + of(round), 0)
  const [kills, faults] = [sum((one) => one.kills), sum((one) => one.faults)]
  const [lost, twice] = [sum((one) => one.lost.length), sum((one) => one.twice.length)]
  return `chaos: ${kills} kills, ${faults} faults, ${lost} lost, ${twice} twice`
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
