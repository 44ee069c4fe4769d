import type { Command, CommandProblem } from '../../core/command/command.ts'
import { decide } from '../../core/run/decide.ts'
import type { Decision, Situation } from '../../core/run/decision.ts'
import type { Reins } from '../reins.ts'
import { type Known, toSituation } from './to-situation.ts'

/** Gathers what a command is decided on, and decides. */
export function decideOn(
  reins: Reins,
  asked: Command | CommandProblem,
  known: Known,
): Promise<{ situation: Situation; decision: Decision }> {
  return reins.tracer.span('decide', {}, async (note) => {
    const situation = await toSituation(reins, known)
    const decision = decide(asked, situation)
    note({ 'reins.decision': decision.kind })
    return { situation, decision }
  })
}
