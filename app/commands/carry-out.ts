import type { Command, CommandProblem } from '../../core/command/command.ts'
import type { Decision, Situation } from '../../core/run/decision.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { decideOn } from './decide-on.ts'
import { perform } from './perform.ts'
import type { Known } from './to-situation.ts'

type Asked = {
  client: RepositoryClient
  delivery: Delivery
  /** What was said, by a name of its own; the same however often it is delivered. */
  once: string
  asked: Command | CommandProblem
  known: Known
}

/** A run is not kept as a decision: until it is there, it is decided on anew; from then on it goes its own way. */
type Kept = Exclude<Decision, { kind: 'dispatch' }>

/**
 * Decides on one command and does what was decided. When that breaks off and is begun again, what was decided first holds,
 * and what was done is not done again.
 */
export async function carryOut(reins: Reins, { client, delivery, once, asked, known }: Asked): Promise<void> {
  const name = nameOf(once, asked)
  const before = await reins.effects.find(name)
  if (before !== null && before.made !== null) return
  const { situation, decision } = await decide(reins, { asked, known, kept: before?.meant as Kept | null })
  if (decision.kind !== 'dispatch') await reins.effects.mean(name, decision)
  await perform(reins, { client, delivery, name, situation, decision })
  if (decision.kind !== 'dispatch') await reins.effects.done(reins.database, name, decision.kind)
}

/** Of one command in what was said, for what comes of it once. */
export function nameOf(once: string, { line }: { line: number }): string {
  return `${once} line ${line}`
}

type Deciding = Pick<Asked, 'asked' | 'known'> & { kept: Kept | null | undefined }

async function decide(
  reins: Reins,
  { asked, known, kept }: Deciding,
): Promise<{ situation: Situation; decision: Decision }> {
  const { situation, decision } = await decideOn(reins, asked, known)
  return { situation, decision: kept ?? decision }
}
