import type { RunEvent } from '../../core/run/event.ts'
import { plainLine } from './plain-line.ts'

/** What a person reads in the job's log of one thing that happened, one line each. */
export function eventLine(event: RunEvent): string {
  return plainLine(say(event))
}

function say(event: RunEvent): string {
  switch (event.type) {
    case 'phase':
      return `━ ${event.phase}${event.detail ? ` · ${event.detail}` : ''}`
    case 'turn': {
      const calls = event.calls.map(({ name, summary }) => `${name} ${summary}`.trim())
      return [`turn ${event.turn}`, event.say, ...calls, money(event.usage.cost)]
        .filter((part) => part !== '')
        .join(' · ')
    }
    case 'tool':
      return `turn ${event.turn} · ${event.name}: ${event.summary} · ${event.ok ? '' : 'failed · '}${seconds(event.ms)}`
    case 'plan':
      return `plan · ${event.steps.map(({ step, status }) => `${MARK[status]} ${step}`).join(' · ')}`
    case 'gate': {
      const { name, status, ms, findings, note } = event.result
      const when = event.round === 0 ? 'on the base' : `round ${event.round}`
      const found = findings === 0 ? '' : ` · ${findings} finding${findings === 1 ? '' : 's'}`
      return `gate ${name} ${when} · ${status.replace('_', ' ')}${found} · ${seconds(ms)}${note ? ` · ${note}` : ''}`
    }
    case 'finding':
      return [`${event.level} ${event.rule}`, event.place, event.message, event.fix && `fix: ${event.fix}`]
        .filter((part) => part !== '')
        .join(' · ')
    case 'note':
      return `note · ${event.text}`
  }
}

const MARK = { pending: '○', in_progress: '◐', completed: '●' } as const

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function money(dollars: number): string {
  return `$${dollars.toFixed(2)}`
}
