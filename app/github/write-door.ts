import type { ProbotOctokit } from 'probot'
import type { Redactor } from '../../core/redact/redactor.ts'
import { reads } from './budget/reads.ts'

type Plugin = Parameters<typeof ProbotOctokit.plugin>[0]

/** Fields that people read. */
const PROSE = new Set([
  'body',
  'title',
  'summary',
  'text',
  'message',
  'headline',
  'raw_details',
  'description',
  'label',
  'reason',
])
/** Contents of files, which were judged before and are never rewritten; and what is ours or the protocol's. */
const APART = new Set([
  'content',
  'contents',
  'headers',
  'request',
  'query',
  'baseUrl',
  'mediaType',
  'method',
  'url',
  'owner',
  'repo',
])

/**
 * The one door through which the app writes to GitHub. What people read leaves without secrets; a name with a secret in it
 * (a branch, a path) does not leave at all, for it would be another name.
 */
export function writeDoor(redactor: Pick<Redactor, 'redact'>): Plugin {
  return (octokit) => {
    octokit.hook.before('request', (call) => {
      // What is read has the names it has.
      if (reads(call)) return
      for (const [field, value] of Object.entries(call))
        if (!APART.has(field)) (call as Record<string, unknown>)[field] = clean(value, field, redactor)
    })
  }
}

function clean(value: unknown, field: string, redactor: Pick<Redactor, 'redact'>): unknown {
  if (typeof value === 'string') {
    const { text, found } = redactor.redact(value)
    if (found.length === 0 || PROSE.has(field)) return text
    const what = found.map((one) => one.what).join(', ')
    throw new Error(
      `Not sent to GitHub: \`${field}\` holds a secret (${what}), and a name cannot be rewritten.`,
    )
  }
  if (Array.isArray(value)) return value.map((one) => clean(one, field, redactor))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, APART.has(name) ? one : clean(one, name, redactor)]),
  )
}
