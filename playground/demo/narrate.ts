import type { PlaygroundEvent } from '../interface/event.ts'

const WIDTH = 80
const MOST_LINES = 3
/** Before every line of a job's log. */
const MARGIN = '  │ '

/** Lines of a job's log that GitHub's own page folds away or masks. */
const NOISE = /^(##\[|::add-mask::)/

/** What happened, in lines a person watches in a terminal. Events of other repositories are left out. */
export function tellEvent(event: PlaygroundEvent, wanted: { repository: string }): string[] {
  if (event.repository !== wanted.repository) return []
  switch (event.type) {
    case 'issue':
      return ['', cut(`${event.actor} opens issue #${event.number}: ${event.title}`)]
    case 'comment':
      return tellComment(event)
    case 'reaction':
      return [`${event.actor} reacts with ${event.content} on #${event.number}`]
    case 'delivery':
      return [
        cut(
          `  webhook ${event.event}${event.action ? `.${event.action}` : ''} → app: ${event.status} in ${Math.ceil(event.ms)} ms`,
        ),
      ]
    case 'push':
      return [
        cut(`${event.actor} pushes ${event.sha.slice(0, 7)} to ${event.ref}: ${firstLine(event.message)}`),
      ]
    case 'pull_request':
      return [
        cut(
          `${event.actor} opens ${event.draft ? 'draft ' : ''}pull request #${event.number}: ${event.title}`,
        ),
      ]
    case 'check_run':
      return tellCheckRun(event)
    case 'review':
      return [
        `${event.actor} reviews #${event.number}: ${event.state}, ${counted(event.comments, 'comment')}`,
      ]
    case 'workflow_run':
      return [cut(`workflow run ${event.id} (${event.name}): ${event.conclusion ?? event.status}`)]
    case 'log':
      return NOISE.test(event.line) ? [] : wrap(event.line).map((line) => MARGIN + line)
  }
}

function tellComment(event: Extract<PlaygroundEvent, { type: 'comment' }>): string[] {
  const verb = event.edited ? 'updates a comment on' : 'comments on'
  const text = event.body.replace(/<!--[\s\S]*?-->/g, '').trim()
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length <= 1) return [cut(`${event.actor} ${verb} #${event.number}: ${lines[0] ?? ''}`)]
  const shown = lines.slice(0, 3).map((line) => cut(`    ${line}`))
  return [`${event.actor} ${verb} #${event.number}:`, ...shown, ...(lines.length > 3 ? ['    …'] : [])]
}

/** When it asks for a person, the first thing to do as well. */
function tellCheckRun(event: Extract<PlaygroundEvent, { type: 'check_run' }>): string[] {
  const { name, sha, conclusion, status, title, summary, annotations } = event
  const head = `check run ${name} on ${sha.slice(0, 7)}: ${conclusion ?? status}, ${counted(annotations, 'annotation')}`
  const todo = conclusion === 'action_required' ? firstLine(summary ?? '').replace(/^- /, '') : ''
  return [head, ...[title ?? '', todo].filter((line) => line !== '').map((line) => cut(`    ${line}`))]
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function cut(line: string, most = WIDTH): string {
  const points = [...line]
  return points.length <= most ? line : `${points.slice(0, most - 1).join('')}…`
}

/** Breaks at spaces; what goes on is set in; what is longer than a few lines is cut. */
function wrap(text: string): string[] {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? word : `${line} ${word}`
    if (line.trim() === '' || [...longer].length <= WIDTH - MARGIN.length) lines[lines.length - 1] = longer
    else lines.push(`    ${word}`)
  }
  const shown = lines.slice(0, MOST_LINES).map((line) => cut(line, WIDTH - MARGIN.length))
  return lines.length <= MOST_LINES
    ? shown
    : [...shown.slice(0, -1), cut(`${shown.at(-1)} …`, WIDTH - MARGIN.length)]
}
