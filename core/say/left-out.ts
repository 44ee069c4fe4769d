import type { Assignment } from '../run/assignment.ts'
import { defuseLine } from './defuse.ts'
import { plural } from './numbers.ts'

const MOST = 50

/** What of issue, comments and command the agent did not get to read, so that nobody takes its silence for an answer; "" when it read all. */
export function leftOutList({ removed, leftOut }: Assignment['issue'], server: string): string {
  const strangers =
    leftOut === 0 ? [] : [`${plural(leftOut, 'comment')} of people who may not write to this repository`]
  const all = [...strangers, ...removed]
  const shown = all.slice(0, MOST).map((what) => `- ${defuseLine(what, { server, most: 300 })}`)
  return (all.length > MOST ? [...shown, `- … and ${all.length - MOST} more`] : shown).join('\n')
}
