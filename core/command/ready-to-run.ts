import type { Harness, HarnessOrigin } from '../harness/harness.ts'
import { narrowToTask } from '../harness/narrow/narrow-to-task.ts'
import type { Decision, Situation } from '../run/decision.ts'
import { missingParts } from '../run/missing-parts.ts'
import * as refusals from '../say/refusals.ts'
import { triggerOf } from './trigger.ts'

export type Ready = {
  kind: 'ready'
  /** Narrowed for this task. */
  harness: Harness
  origin: HarnessOrigin
  model: string
  roles: NonNullable<Extract<Decision, { kind: 'dispatch' }>['roles']>
}
type Reply = Extract<Decision, { kind: 'reply' }>

/**
 * Whether a run of this issue may start now, for somebody who may start one; else the answer that says why not.
 *
 * @param command What to write again once it may: "implement".
 */
export function readyToRun(situation: Situation, command: string): Ready | Reply {
  const { harness, request, runs, workflow } = situation
  const trigger = triggerOf(situation)
  const place = { request, base: situation.base }
  if (!request.subject.open) return reply('the issue is closed', refusals.closedIssue({ trigger, command }))
  if (harness.kind === 'broken')
    return reply(`${harness.path} is broken`, refusals.brokenHarness({ ...place, ...harness }))
  if (!workflow.exists)
    return reply(
      `${workflow.path} is missing`,
      refusals.missingWorkflow({ ...place, path: workflow.path, trigger, command }),
    )
  const { budget, tasks } = harness.harness
  const effective = { harness: harness.harness, origins: harness.origins ?? new Map() }
  const narrowed = narrowToTask(effective, { labels: request.subject.labels, role: 'implementer' })
  if (narrowed.kind === 'nothing-left')
    return reply(
      'its labels leave nothing to change',
      refusals.nothingLeft({ among: narrowed.among, trigger, command }),
    )
  const found = findModels(situation, harness)
  if (found.kind === 'reply') return found
  const missing = missingParts(request.subject.body, tasks.need)
  if (missing.length > 0)
    return reply(
      `the issue lacks ${missing.join(', ')}`,
      refusals.missingParts({ trigger, command, missing }),
    )
  const active = runs.find(isActive)
  if (active !== undefined)
    return reply('a run of this issue is active', refusals.alreadyRunning({ run: active, trigger }))
  const spent = refusals.overBudget({ ...situation.spending, ...budget })
  if (spent !== null) return reply('the budget of the repository is used up', spent)
  const { model, roles } = found
  return { kind: 'ready', harness: narrowed.harness, origin: harness.origin, model, roles }
}

type Loaded = Extract<Situation['harness'], { kind: 'ok' }>

/** The model of each role there is; the operator has to serve every one of them. */
function findModels(
  { models }: Situation,
  { harness, origin }: Loaded,
): { kind: 'found'; model: string; roles: Ready['roles'] } | Reply {
  const { implementer, ...others } = harness.agents
  const written = [implementer, ...Object.values(others)].filter((role) => role !== null)
  for (const { model: key } of written) {
    const model = harness.models[key]
    if (!models.includes(model))
      return reply(
        `the model ${model} is not served`,
        refusals.modelNotServed({ model, key, models, origin }),
      )
  }
  const roles = Object.entries(others).flatMap(([name, role]) =>
    role === null ? [] : [[name, harness.models[role.model]] as const],
  )
  return { kind: 'found', model: harness.models[implementer.model], roles: Object.fromEntries(roles) }
}

/** Runs that will still publish. A blocked one has ended and waits for a person: asking again is the answer. */
function isActive({ state }: Situation['runs'][number]): boolean {
  return state === 'queued' || state === 'dispatched' || state === 'running' || state === 'reported'
}

function reply(reason: string, body: string): Reply {
  return { kind: 'reply', reason, body }
}
