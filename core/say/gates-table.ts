import { cell, codeSpan } from '../markdown/write.ts'
import type { Gate, GateResult } from '../run/gate.ts'
import { count, duration } from './numbers.ts'

/** Gates before and after the change, as a table; a sentence when there are none. */
export function gatesTable(gates: Gate[]): string {
  if (gates.length === 0) return 'No gate was run.'
  const rows = gates.map(({ before, after }) => {
    const name = `${codeSpan(after.name)}${after.required ? '' : ' (not required)'}`
    const found = after.findings === 0 ? '' : count(after.findings)
    const cells = [
      name,
      before === null ? 'not run' : statusOf(before),
      statusOf(after),
      found,
      duration(after.ms),
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  return `| gate | before | after | findings | time |\n|---|---|---|--:|--:|\n${rows.join('\n')}`
}

const STATUS: Record<GateResult['status'], string> = {
  passed: '✅ passed',
  failed: '❌ failed',
  timed_out: '⌛ timed out',
  skipped: 'skipped',
}

function statusOf({ status, note }: GateResult): string {
  return note === undefined || note === ''
    ? STATUS[status]
    : `${STATUS[status]}: ${codeSpan(note.slice(0, 200))}`
}
