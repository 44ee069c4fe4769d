import type { Command, CommandProblem, CommandSpec } from '../command/command.ts'
import { COMMANDS } from '../command/commands.ts'
import { triggerOf } from '../command/trigger.ts'
import { PERMISSIONS, type Permission } from '../harness/harness.ts'
import * as refusals from '../say/refusals.ts'
import type { Decision, Situation } from './decision.ts'

/**
 * What to do about one command, from facts alone. Silence towards bots (never our own echo, never a loop) and towards
 * those who were told already that they may not; everybody else gets a sentence.
 */
export function decide(asked: Command | CommandProblem, situation: Situation): Decision {
  const { actor, subject } = situation.request
  const trigger = triggerOf(situation)
  const isBot = actor.isBot || actor.login.endsWith('[bot]')
  if (isBot && !isNamed(actor.login, situation))
    return { kind: 'ignore', reason: `${actor.login} is a bot: bots start nothing here` }

  const spec = 'name' in asked ? COMMANDS.find(({ name }) => name === asked.name) : undefined
  if (!('name' in asked) || spec === undefined) {
    const { written, nearest } = 'name' in asked ? { written: asked.name, nearest: null } : asked
    return {
      kind: 'reply',
      reason: `unknown command ${written}`,
      body: refusals.unknownCommand({ written, nearest, trigger, commands: COMMANDS }),
    }
  }

  const needed = neededFor(spec, situation)
  // GitHub knows no permission of a bot on a repository: that it is named in the rules is its permission.
  if (!isBot && !reaches(situation.permission, needed)) {
    const reason = `${actor.login} has ${situation.permission}, ${spec.name} needs ${needed}`
    if (situation.runs.some((run) => run.state === 'denied' && run.actor === actor.login))
      return { kind: 'ignore', reason: `${reason}; told before` }
    return {
      kind: 'deny',
      reason,
      body: refusals.noPermission({ situation, needed, command: spec.name, trigger }),
    }
  }

  const here = subject.isPullRequest ? 'pull_request' : 'issue'
  if (spec.on !== 'both' && spec.on !== here)
    return {
      kind: 'reply',
      reason: `${spec.name} does not work on ${here === 'issue' ? 'an issue' : 'a pull request'}`,
      body: refusals.wrongPlace({ command: spec.name, on: spec.on, trigger }),
    }
  return spec.decide(asked, situation)
}

/** By exact login: `renovate[bot]` is not `Renovate[bot]`. */
function isNamed(login: string, { harness }: Situation): boolean {
  return harness.kind === 'ok' && harness.harness.triggers.bots.includes(login)
}

function neededFor(spec: CommandSpec, { harness }: Situation): Permission {
  if (spec.needs !== 'harness') return spec.needs
  return harness.kind === 'ok' ? harness.harness.triggers.who : 'write'
}

function reaches(has: Permission, needed: Permission): boolean {
  return PERMISSIONS.indexOf(has) >= PERMISSIONS.indexOf(needed)
}
