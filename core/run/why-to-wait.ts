import type { Harness } from '../harness/harness.ts'
import { codeSpan } from '../markdown/write.ts'
import { judgePath } from '../rules/scope.ts'
import { count, plural } from '../say/numbers.ts'
import { type Plan, SMALL_PLAN } from './plan.ts'

/** Why a person has to approve a plan before it is carried out, as a sentence; or null. */
export function whyToWait(
  plan: Plan,
  { agents, tasks, scope }: Pick<Harness, 'agents' | 'tasks' | 'scope'>,
): string | null {
  const { questions } = plan
  const asks = `It has ${plural(questions.length, 'open question')}.`
  if (tasks.unclear === 'plan' && questions.length > 0) return asks
  switch (agents.planner?.approve) {
    case 'always':
      return `Every plan waits here: ${codeSpan('agents.planner.approve')} is ${codeSpan('always')}.`
    case 'large':
      return questions.length > 0 ? asks : whyLarge(plan, scope)
    default:
      return null
  }
}

function whyLarge({ paths, lines, ...plan }: Plan, scope: Harness['scope']): string | null {
  const files = Math.max(plan.files, new Set(paths).size)
  if (paths.length === 0) return 'It does not say which files it will touch.'
  if (files > SMALL_PLAN.files || lines > SMALL_PLAN.lines)
    return `It is large: ${plural(files, 'file')} and ${plural(lines, 'line')}, where ${count(SMALL_PLAN.files)} and ${count(SMALL_PLAN.lines)} go on by themselves.`
  for (const path of paths) {
    const { verdict, why } = judgePath(path, scope)
    if (verdict !== 'write') return `It touches ${codeSpan(path)}. ${why}`
  }
  return null
}
