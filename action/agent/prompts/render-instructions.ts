import type { Prompt } from '../../../core/clean/clean.ts'
import { code, inline, joined, prompt } from '../../../core/clean/prompt.ts'
import type { Check, Harness, Invariant } from '../../../core/harness/harness.ts'
import type { Assignment } from '../../../core/run/assignment.ts'
import { BASE } from './generated.ts'
import { PLANNER } from './planner.ts'
import { type ContextText, type IndexText, renderContext, renderIndex } from './render-context.ts'

type Role = 'implementer' | 'planner'

/**
 * The system text: our rules, then what the repository says. The same for every run on the same harness, so that
 * providers can cache it: no time, no ids, no budgets.
 */
export function renderInstructions({
  assignment,
  context,
  index = { entries: [], more: 0 },
  role = 'implementer',
}: {
  assignment: Pick<Assignment, 'repository' | 'harness'>
  context: ContextText[]
  index?: IndexText
  role?: Role
}): Prompt {
  const { repository, harness } = assignment
  return joined([
    role === 'planner' ? PLANNER : BASE,
    prompt`# The repository\n${inline(`${repository.owner}/${repository.name}`)}`,
    renderScope(harness.scope),
    renderChecks(harness.checks, role),
    renderInvariants(harness.invariants),
    renderTasks(harness.tasks, role),
    ...context.map(renderContext),
    renderIndex(index),
  ])
}

function renderScope({ write, protect, deny, hide }: Harness['scope']): Prompt {
  const lines = [
    write.length > 0
      ? prompt`- You may write: ${globs(write)}. Nothing else.`
      : prompt`- You may write everything that is not named here.`,
    protect.length > 0
      ? prompt`- A person must approve changes to: ${globs(protect)}. Avoid them unless the task needs them.`
      : NONE,
    deny.length > 0 ? prompt`- Never change: ${globs(deny)}.` : NONE,
    hide.length > 0 ? prompt`- Not in the workspace: ${globs(hide)}.` : NONE,
    prompt`- \`.github\`, lockfiles and files with instructions for agents always need a person; leave them alone unless the task is about them.`,
  ]
  return prompt`## What may be touched\n${joined(lines, '\n')}`
}

const NONE = prompt``

function renderChecks(checks: Check[], role: Role): Prompt {
  if (checks.length === 0)
    return prompt`## Checks\nThe repository names none. Find out how its tests are run${role === 'planner' ? NONE : prompt`, and run them`}.`
  const lines = checks.map(({ name, run, fix, paths, required }) => {
    const remarks = [
      required ? NONE : prompt`not required`,
      paths.length > 0 ? prompt`only for ${globs(paths)}` : NONE,
      fix === undefined ? NONE : prompt`mends itself with ${code(fix)}`,
    ]
    const said = joined(remarks, '; ')
    return prompt`- ${inline(name)}: ${code(run)}${said === '' ? NONE : prompt` (${said})`}`
  })
  return prompt`## Checks\n${joined(lines, '\n')}`
}

/** The rules as a list; "" when there are none. */
export function renderInvariants(invariants: Invariant[]): Prompt {
  if (invariants.length === 0) return NONE
  const lines = invariants.map((rule) => {
    const { id, level, why, fix, paths } = rule
    const where = paths.length > 0 ? prompt` in ${globs(paths)}` : NONE
    const words = [why, fix].filter((text) => text !== undefined).map((text) => inline(text, 1_000))
    return prompt`- ${inline(id)} (${inline(level)})${where}: ${words.length > 0 ? joined(words, ' ') : wanted(rule)}`
  })
  return prompt`## Rules\nAn \`error\` blocks the change.\n${joined(lines, '\n')}`
}

/** What a rule wants that says neither why nor how. */
function wanted(rule: Invariant): Prompt {
  switch (rule.engine) {
    case 'regex':
      return prompt`no match of ${code(rule.regex)}`
    case 'ast':
      return prompt`no ${inline(rule.ast.language)} that matches ${code(JSON.stringify(rule.ast.rule))}`
    case 'pair':
      return prompt`what changes ${globs(rule.pair.when)} changes ${globs(rule.pair.also)} too`
    case 'run':
      return prompt`${code(rule.run)} passes`
    case 'ask':
      return inline(rule.ask, 1_000)
  }
}

function renderTasks({ done, unclear }: Harness['tasks'], role: Role): Prompt {
  const criteria = done.map((criterion) => prompt`- ${inline(criterion, 1_000)}`)
  const answer = prompt`Criteria of every task here, beside its own. ${DONE[role]}:`
  return joined([
    criteria.length === 0 ? NONE : prompt`## What done means\n${answer}\n${joined(criteria, '\n')}`,
    prompt`## When the task is unclear\n${role === 'planner' ? UNCLEAR_PLAN : UNCLEAR[unclear]}`,
  ])
}

const DONE = {
  implementer: prompt`Answer each in \`acceptance\` of \`finish\`, in these words and with its evidence`,
  planner: prompt`The plan has to meet each`,
}

const UNCLEAR_PLAN = prompt`Do not guess where two readings lead to different changes: plan the likeliest one, and write what you do not know into \`questions\`.`

const UNCLEAR: Record<Harness['tasks']['unclear'], Prompt> = {
  ask: prompt`Do not guess where two readings lead to different changes: finish as \`blocked\` with the question.`,
  plan: prompt`Do not guess where two readings lead to different changes: finish as \`blocked\` with the question. A plan is made then, for people to approve.`,
  proceed: prompt`Take the likeliest meaning, go on, and say in \`doubts\` what you took it to mean.`,
}

function globs(patterns: string[]): Prompt {
  return joined(patterns.map(code), ', ')
}
