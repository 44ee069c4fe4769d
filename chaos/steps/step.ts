import type { Passing } from '../wires/wire.ts'

/** What the app writes to GitHub, by name. */
export const WRITES = [
  'reaction',
  'reply comment',
  'dispatch',
  'status comment',
  'branch',
  'commit',
  'pull request',
  'review',
  'check run',
  'check-run update',
  'last status comment',
  'cancel',
] as const
/** What the app is asked by GitHub and by runners, and what it asks of the model. */
export const CALLS = ['webhook', 'claim', 'events', 'report', 'model call'] as const
export type Step = (typeof WRITES)[number] | (typeof CALLS)[number]

/** Which write of the app a request to GitHub is; null for what only reads, or only tells how far a run is. */
export function writeOf({ method, path, body }: Passing): Step | null {
  const short = path.replace(/^\/api\/v3/, '').replace(/\?.*$/, '')
  if (method === 'GET') return null
  const text = () => body.toString('utf8')
  for (const [step, verb, pattern, says] of TABLE)
    if (method === verb && pattern.test(short) && (says === undefined || says.test(text()))) return step
  return null
}

const TABLE: [Step, string, RegExp, RegExp?][] = [
  ['reaction', 'POST', /\/reactions$/],
  ['last status comment', 'POST', /\/issues\/\d+\/comments$/, /reins:status [^>]*-->\\n(?:✅|❌|⚪|✋|⏹️|⌛)/],
  ['status comment', 'POST', /\/issues\/\d+\/comments$/, /reins:status/],
  ['reply comment', 'POST', /\/issues\/\d+\/comments$/],
  [
    'last status comment',
    'PATCH',
    /\/issues\/comments\/\d+$/,
    /reins:status [^>]*-->\\n(?:✅|❌|⚪|✋|⏹️|⌛)/,
  ],
  ['dispatch', 'POST', /\/dispatches$/],
  ['branch', 'POST', /\/git\/refs$/],
  ['commit', 'POST', /\/graphql$/, /createCommitOnBranch/],
  ['commit', 'POST', /\/git\/commits$/],
  ['pull request', 'POST', /\/pulls$/],
  ['review', 'POST', /\/pulls\/\d+\/reviews$/],
  ['check run', 'POST', /\/check-runs$/],
  ['check-run update', 'PATCH', /\/check-runs\/\d+$/],
  ['cancel', 'POST', /\/actions\/runs\/\d+\/cancel$/],
]

/** Which call to the app it is. */
export function callOf({ path }: Passing): Step | null {
  if (path.startsWith('/api/github/webhooks')) return 'webhook'
  const [, verb] = /^\/runs\/[^/]+\/(claim|events|report)$/.exec(path) ?? []
  return (verb as Step | undefined) ?? null
}
