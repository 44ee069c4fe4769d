import { cell, codeSpan } from '../markdown/write.ts'
import type { Gate, GateResult } from '../run/gate.ts'
import { cutLine } from './cut.ts'
import { count, duration, listed } from './numbers.ts'

/** Gates before and after the change, as a table; a sentence when there are none. */
export function gatesTable(gates: Gate[]): string {
  if (gates.length === 0) return 'No gate was run.'
  const rows = gates.map(({ before, after }) => {
    const name = `${codeSpan(after.name)}${after.required ? '' : ' (not required)'}`
    const cells = [
      name,
      before === null ? 'not run' : statusOf(before),
      statusOf(after),
      count(after.findings),
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
    : `${STATUS[status]}: ${codeSpan(cutLine(note, 200))}`
}

/** What the gates of a run say in all that is blamed for nothing, in a few plain words. */
export function passedWords(gates: Gate[]): string {
  const ran = gates.filter(({ after }) => after.status !== 'skipped')
  if (ran.some(({ after }) => after.status !== 'passed')) return 'nothing got worse'
  if (!ran.some(isCheck)) return 'no check was run'
  return ran.length === 1 ? 'the gate passed' : `all ${count(ran.length)} gates passed`
}

function isCheck({ after }: Gate): boolean {
  return after.kind === 'check'
}

/** Why that is no more than it is; "" when everything passed. */
export function passedReason(gates: Gate[]): string {
  const ran = gates.filter(({ after }) => after.status !== 'skipped')
  const unchecked = ran.some(isCheck) ? [] : ['The repository names no check that fits this change.']
  const failing = ran.filter(({ after }) => after.status !== 'passed').map(({ after }) => after)
  const named = (gates: GateResult[], one: string, many: string) =>
    gates.length === 0
      ? []
      : [`${listed(gates.map(({ name }) => codeSpan(name)))} ${gates.length === 1 ? one : many}.`]
  return [
    ...unchecked,
    ...named(
      failing.filter(({ required }) => required),
      'fails as before',
      'fail as before',
    ),
    ...named(
      failing.filter(({ required }) => !required),
      'fails and is not required',
      'fail and are not required',
    ),
  ].join(' ')
}
