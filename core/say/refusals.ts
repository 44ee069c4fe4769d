import type { CommandSpec } from '../command/command.ts'
import type { Request } from '../command/request.ts'
import { callerWorkflow } from '../harness/caller-workflow.ts'
import type { HarnessOrigin, HarnessProblem, Permission } from '../harness/harness.ts'
import type { WriteList } from '../harness/narrow/narrow-to-task.ts'
import { placeName } from '../harness/narrow/origin.ts'
import { destination } from '../markdown/destination.ts'
import { codeSpan, fenced } from '../markdown/write.ts'
import type { RunView, Situation } from '../run/decision.ts'
import { cutLine } from './cut.ts'
import { defuseLine } from './defuse.ts'
import { commandList } from './help.ts'
import { count, listed, moment, money, plural } from './numbers.ts'

/** Why nothing was started, and what to do about it. Each gives the whole body of a reply. */

type Place = { request: Pick<Request, 'repository' | 'comment'>; base: { ref: string; sha: string } }
type Asked = { command: string; trigger: string }

export function unknownCommand({
  written,
  nearest,
  trigger,
  commands,
}: {
  written: string
  nearest: string | null
  trigger: string
  commands: readonly CommandSpec[]
}): string {
  const unknown = `I do not know the command ${codeSpan(written)}, so nothing was started.`
  if (nearest !== null)
    return `${unknown} Did you mean ${codeSpan(`${trigger} ${nearest}`)}? Write it as a new comment, or edit yours. ${codeSpan(`${trigger} help`)} lists what I can do.`
  return `${unknown} This is what I can do:\n\n${commandList({ commands, trigger, who: null })}`
}

export function noPermission({
  situation,
  needed,
  command,
  trigger,
}: Asked & { situation: Situation; needed: Permission }): string {
  const { request, permission } = situation
  const { owner, name } = request.repository
  const settings = `${serverOf(request)}/${owner}/${name}/settings/access`
  const has = permission === 'none' ? 'no permission' : `${permission} permission`
  return `${codeSpan(`${trigger} ${command}`)} needs ${needed} permission on ${owner}/${name}, and ${request.actor.login} has ${has}, so nothing was started. An administrator can grant it under [Collaborators and teams](${settings}), or somebody who has it can write the same comment.`
}

export function unknownPermission({ login, why }: { login: string; why: string }): string {
  return `GitHub did not say what ${codeSpan(login)} may do here (${codeSpan(cutLine(why, 300))}), so nothing was started. Ask again in a few minutes.`
}

export function wrongPlace({ command, on, trigger }: Asked & { on: 'issue' | 'pull_request' }): string {
  return on === 'issue'
    ? `${codeSpan(`${trigger} ${command}`)} works on issues, not on pull requests yet, so nothing was started. Open an issue that says what should be different, link this pull request in it, and write ${codeSpan(`${trigger} ${command}`)} there.`
    : `${codeSpan(`${trigger} ${command}`)} works on pull requests only, so nothing was started. Write it on the pull request you mean.`
}

export function closedIssue({ command, trigger }: Asked): string {
  return `This issue is closed, so nothing was started. Reopen it and write ${codeSpan(`${trigger} ${command}`)} again.`
}

export function textChanged({ command, trigger }: Asked): string {
  return `The title or the text of this issue was changed right after the command, and GitHub does not say which of the two came with it, so nothing was started. Read the issue again, and write ${codeSpan(`${trigger} ${command}`)} once more if it is still what you want.`
}

export function unknownOption({ command, trigger, option }: Asked & { option: string }): string {
  return `${codeSpan(`${trigger} ${command}`)} takes no options, so ${codeSpan(option)} was refused and nothing was started. Limits and models come from ${codeSpan('.github/agent.yml')} on the default branch and from the operator. Leave the option out and ask again.`
}

export function brokenHarness({
  request,
  base,
  path,
  problems,
}: Place & { path: string; problems: HarnessProblem[] }): string {
  const { owner, name } = request.repository
  const file = `${serverOf(request)}/${owner}/${name}/blob/${base.sha}/${path}`
  const lines = problems.slice(0, MOST_PROBLEMS).map((problem) => {
    const place = codeSpan(`${path}:${problem.line}:${problem.column}`)
    const key = problem.path === '' ? '' : `${codeSpan(problem.path)}: `
    return `- [${place}](${file}#L${problem.line}): ${key}${defuseLine(problem.message, { server: serverOf(request), most: 1_000 })}`
  })
  const more = problems.length - MOST_PROBLEMS
  return `${codeSpan(path)} on ${codeSpan(base.ref)} has ${plural(problems.length, 'mistake')}, so nothing was started:

${lines.join('\n')}${more > 0 ? `\n- … and ${count(more)} more.` : ''}

Mend ${problems.length === 1 ? 'it' : 'them'} on ${codeSpan(base.ref)} and ask again. A broken file never falls back to defaults.`
}

const MOST_PROBLEMS = 20

export function missingWorkflow({
  request,
  base,
  path,
  command,
  trigger,
}: Place & Asked & { path: string }): string {
  const { owner, name } = request.repository
  const create = `${serverOf(request)}/${owner}/${name}/new/${destination(encodeURI(base.ref))}?filename=${encodeURIComponent(path)}`
  return `This repository has no ${codeSpan(path)} on ${codeSpan(base.ref)} yet, so there is nothing to run and nothing was started. [Create the file](${create}) with exactly this content, then write ${codeSpan(`${trigger} ${command}`)} again:

${fenced(callerWorkflow(), 'yaml')}`
}

export function modelNotServed({
  model,
  key,
  models,
  origin,
}: {
  model: string
  /** Of `models`. */
  key: 'strong' | 'other'
  models: string[]
  origin: HarnessOrigin
}): string {
  const wanted =
    origin.from === 'file'
      ? `${codeSpan(origin.path)} asks for the model ${codeSpan(model)}`
      : `This repository names no model, and the default is ${codeSpan(model)}`
  const file = origin.from === 'file' ? origin.path : '.github/agent.yml'
  if (models.length === 0)
    return `${wanted}, but this server serves no model at all, so nothing was started. Its operator has to configure one.`
  const first = models[0] ?? ''
  return `${wanted}, which this server does not serve, so nothing was started. It serves ${listed(models.map(codeSpan))}. Name one of them in ${codeSpan(file)} and ask again:

${fenced(`models: { ${key}: ${first} }`, 'yaml')}`
}

/** Labels, the role and the scope have no path in common that may change. */
export function nothingLeft({ among, command, trigger }: Asked & { among: WriteList[] }): string {
  const lists = among.map(({ by, name, globs, origin }) => {
    const what = by === 'scope' ? codeSpan('scope.write') : `the ${by} ${codeSpan(name)}`
    const shown = listed(globs.slice(0, MOST_GLOBS).map(codeSpan))
    const more = globs.length > MOST_GLOBS ? ` and ${count(globs.length - MOST_GLOBS)} more` : ''
    return `- ${what} (${codeSpan(placeName(origin))}): ${shown}${more}`
  })
  return `Each of these says what may change for this issue, and no path is known to lie in all of them, so nothing was started:

${lists.join('\n')}

Take a label off this issue that does not belong to it, or write the same or longer globs in one of the lists, and write ${codeSpan(`${trigger} ${command}`)} again.`
}

const MOST_GLOBS = 5

export function alreadyRunning({ run, trigger }: { run: RunView; trigger: string }): string {
  const link = run.workflowUrl === null ? 'a run' : `[a run](${run.workflowUrl})`
  return `There is ${link} of this issue already, asked for by ${run.actor} on ${moment(run.startedAt)}, so no second one was started. ${codeSpan(`${trigger} status`)} shows how it is going; ask again when it has ended.`
}

export function missingParts({ missing, command, trigger }: Asked & { missing: string[] }): string {
  const headings = missing.map((name) => `## ${name}`).join('\n\n…\n\n')
  return `This repository asks of an issue what it is about before anything is started (${codeSpan('tasks.need')} in ${codeSpan('.github/agent.yml')}), and this one does not say: ${listed(missing.map(codeSpan))}. Edit the issue so that it has ${missing.length === 1 ? 'this heading' : 'these headings'} with text below, then write ${codeSpan(`${trigger} ${command}`)} again:

${fenced(`${headings}\n\n…`, 'markdown')}`
}

/** Less than this buys no model call. US dollars. */
const LEAST_LEFT = 0.01

/** Why the repository may start no run now, or null. What live runs may still take counts as taken. */
export function overBudget({
  month,
  spent,
  reserved,
  live,
  concurrent,
}: {
  month: number | null
  concurrent: number | null
  spent: number
  reserved: number
  live: number
}): string | null {
  if (concurrent !== null && live >= concurrent)
    return `${plural(live, 'run')} of this repository ${live === 1 ? 'is' : 'are'} under way, and ${codeSpan('limits.concurrent')} allows ${count(concurrent)} at a time, so nothing was started. Ask again when one has ended.`
  if (month === null || month - spent - reserved >= LEAST_LEFT) return null
  const waiting = reserved > 0 ? ` and runs under way may take ${money(reserved)} more` : ''
  return `Runs of this repository took ${money(spent)} this month${waiting}, and ${codeSpan('limits.month')} allows ${money(month)}, so nothing was started. ${reserved > 0 ? 'Ask again when they have ended, or raise' : 'The next month begins on its first day, UTC; or raise'} the limit on the default branch.`
}

/** GitHub's own address, from the comment's. */
function serverOf({ comment }: Pick<Request, 'comment'>): string {
  return new URL(comment.url).origin
}
