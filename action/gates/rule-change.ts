import type { Harness } from '../../core/harness/harness.ts'
import type { RuledFile, RuleEngine, RuleResult } from '../../core/rules/apply-rules.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { fingerprint } from '../../core/rules/fingerprint.ts'
import { unseen } from '../../core/rules/unseen.ts'
import { toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import type { Workspace } from '../workspace.ts'
import { applyApart } from './apply-apart.ts'
import type { Applied, Applying } from './apply-here.ts'

/** How far imports are followed; each round reads what those of the last one import. */
const MAX_ROUNDS = 100

export type TextChange = Pick<Applying, 'edited'> & {
  /** What the rules are applied to. */
  files: RuledFile[]
  skip?: readonly RuleEngine[]
}

export type Ruled = RuleResult & {
  /** What could not be judged here, in a sentence; null when all was. The app judges it again in any case. */
  unable: string | null
}

/** Applies the rules to a change of the workspace's base, by the agent. Texts of other files come from git. */
export async function ruleChange(
  harness: Harness,
  { files, edited, skip = [] }: TextChange,
  workspace: Pick<Workspace, 'base' | 'git'>,
): Promise<Ruled> {
  const known = knownOf(workspace)
  const today = new Date().toISOString().slice(0, 10)
  const asked: Applying = { harness, files, edited, skip, today, ...known }
  const first = await apply(asked)
  if (first.unread.length === 0) return first
  // What imports reach is read round by round, looking at nothing else; then all is judged once more.
  const following: Applying = { ...asked, skip: ['regex', 'ast', 'pair'] }
  let { unread } = first
  for (let round = 0; round < MAX_ROUNDS && unread.length > 0; round++) {
    await load(unread, { known, workspace })
    unread = (await apply(following)).unread
  }
  const result = await apply(asked)
  return { ...result, findings: [...result.findings, ...unread.slice(0, 1).map(notReached)] }
}

/** What nobody could judge does not pass: it is a finding that blocks. */
async function apply(asked: Applying): Promise<Applied> {
  const applied = await applyApart(asked)
  return applied.kind === 'applied'
    ? applied.result
    : { ...NOTHING, findings: [gaveUp(applied.why)], unable: null }
}

const NOTHING: RuleResult = { findings: [], waived: [], ignored: [], approvals: [], unread: [] }

type Known = Pick<Applying, 'paths' | 'textless'> & { texts: Map<string, string | null> }

async function load(
  paths: string[],
  { known, workspace }: { known: Known; workspace: Pick<Workspace, 'base' | 'git'> },
): Promise<void> {
  const oids = new Map(paths.map((path) => [path, workspace.base.get(path)?.oid ?? '']))
  const blobs = await readBlobs(
    workspace.git,
    [...oids.values()].filter((oid) => oid !== ''),
  )
  for (const [path, oid] of oids) known.texts.set(path, toText(blobs.get(oid)))
}

/** What was read of a base commit stays read: after the first edit the next ones only look at what is new. */
const knownBases = new WeakMap<Workspace['base'], Known>()

function knownOf({ base }: Pick<Workspace, 'base'>): Known {
  const made = knownBases.get(base)
  if (made !== undefined) return made
  const textless = new Set([...base].flatMap(([path, { mode }]) => (mode.startsWith('100') ? [] : [path])))
  const fresh: Known = { paths: [...base.keys()].join('\0'), textless, texts: new Map() }
  knownBases.set(base, fresh)
  return fresh
}

function gaveUp(why: string): Finding {
  return {
    ...{ rule: 'rules', level: 'error', path: null, range: null, preexisting: false },
    message: `${why} No rule was applied to this change.`,
    fix: 'Make the files of the change smaller and simpler: no generated or minified text, no very long lines, nothing that is not valid in its language.',
    fingerprint: fingerprint({ rule: 'rules', path: null, line: why, nth: 0 }),
  }
}

function notReached(path: string): Finding {
  const message = `Imports were followed ${MAX_ROUNDS} files deep and not to their end, so circles may be missed.`
  return unseen({ id: 'cycles', level: 'error' }, { path, message, preexisting: false })
}
