import type { Check, Harness, Invariant } from '../../../core/harness/harness.ts'
import type { Assignment } from '../../../core/run/assignment.ts'
import { code, inline } from './fence.ts'
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
}): string {
  const { repository, harness } = assignment
  return [
    role === 'planner' ? PLANNER : BASE,
    `# The repository\n${inline(`${repository.owner}/${repository.name}`)}`,
    renderScope(harness.scope),
    renderChecks(harness.checks, role),
    renderInvariants(harness.invariants),
    renderTasks(harness.tasks, role),
    ...context.map(renderContext),
    renderIndex(index),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function renderScope({ write, protect, deny, hide }: Harness['scope']): string {
  const lines = [
    write.length > 0
      ? `- You may write: ${globs(write)}. Nothing else.`
      : '- You may write everything that is not named here.',
    protect.length > 0
      ? `- A person must approve changes to: ${globs(protect)}. Avoid them unless the task needs them.`
      : '',
    deny.length > 0 ? `- Never change: ${globs(deny)}.` : '',
    hide.length > 0 ? `- Not in the workspace: ${globs(hide)}.` : '',
    '- `.github`, lockfiles and files with instructions for agents always need a person; leave them alone unless the task is about them.',
  ]
  return `## What may be touched\n${lines.filter((line) => line !== '').join('\n')}`
}

function renderChecks(checks: Check[], role: Role): string {
  if (checks.length === 0)
    return `## Checks\nThe repository names none. Find out how its tests are run${role === 'planner' ? '' : ', and run them'}.`
  const lines = checks.map(({ name, run, fix, paths, required }) => {
    const remarks = [
      required ? '' : 'not required',
      paths.length > 0 ? `only for ${globs(paths)}` : '',
      fix === undefined ? '' : `mends itself with ${code(fix)}`,
    ].filter((remark) => remark !== '')
    return `- ${inline(name)}: ${code(run)}${remarks.length > 0 ? ` (${remarks.join('; ')})` : ''}`
  })
  return `## Checks\n${lines.join('\n')}`
}

/** The rules as a list; "" when there are none. */
export function renderInvariants(invariants: Invariant[]): string {
  if (invariants.length === 0) return ''
  const lines = invariants.map((rule) => {
    const { id, level, why, fix, paths } = rule
    const where = paths.length > 0 ? ` in ${globs(paths)}` : ''
    const words = [why, fix].filter((text) => text !== undefined).map((text) => inline(text, 1_000))
    return `- ${inline(id)} (${level})${where}: ${words.length > 0 ? words.join(' ') : wanted(rule)}`
  })
  return `## Rules\nAn \`error\` blocks the change.\n${lines.join('\n')}`
}

/** What a rule wants that says neither why nor how. */
function wanted(rule: Invariant): string {
  switch (rule.engine) {
    case 'regex':
      return `no match of ${code(rule.regex)}`
    case 'ast':
      return `no ${rule.ast.language} that matches ${code(JSON.stringify(rule.ast.rule))}`
    case 'pair':
      return `what changes ${globs(rule.pair.when)} changes ${globs(rule.pair.also)} too`
    case 'run':
      return `${code(rule.run)} passes`
    case 'ask':
      return inline(rule.ask, 1_000)
  }
}

function renderTasks({ done, unclear }: Harness['tasks'], role: Role): string {
  const criteria = done.map((criterion) => `- ${inline(criterion, 1_000)}`)
  const answer = `Criteria of every task here, beside its own. ${DONE[role]}:`
  return [
    criteria.length === 0 ? '' : `## What done means\n${answer}\n${criteria.join('\n')}`,
    `## When the task is unclear\n${role === 'planner' ? UNCLEAR_PLAN : UNCLEAR[unclear]}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const DONE = {
  implementer: 'Answer each in `acceptance` of `finish`, in these words and with its evidence',
  planner: 'The plan has to meet each',
}

const UNCLEAR_PLAN =
  'Do not guess where two readings lead to different changes: plan the likeliest one, and write what you do not know into `questions`.'

const UNCLEAR: Record<Harness['tasks']['unclear'], string> = {
  ask: 'Do not guess where two readings lead to different changes: finish as `blocked` with the question.',
  plan: 'Do not guess where two readings lead to different changes: finish as `blocked` with the question. A plan is made then, for people to approve.',
  proceed: 'Take the likeliest meaning, go on, and say in `doubts` what you took it to mean.',
}

function globs(patterns: string[]): string {
  return patterns.map(code).join(', ')
}
