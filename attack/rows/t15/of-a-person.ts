import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { openPull } from '../../stage/open-pull.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import { BASE_FILES, BREAKS, RULES } from './base.ts'

const PATH = '.github/agent.yml'
const world = shared((stage) => stage.world({ pullRequests: true, harness: RULES, files: BASE_FILES }))
let branches = 0

type Files = Record<string, string | null>

/** Breaks a rule of the base and brings rules that do not have it, or not so. */
function ownRules(name: string, files: Files, said: RegExp): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const branch = `rules-${++branches}`
      const pull = await openPull(there, { who: 'bob', branch, files: { ...files, ...BREAKS } })
      const { conclusion, output, annotations } = pull.check('harness')
      const told = JSON.stringify([output, annotations])
      must(conclusion === 'failure', `it passes: ${conclusion} ${told}`)
      must(
        annotations.some(({ path, message }) => path === 'src/new.js' && /structured/.test(message)),
        told,
      )
      must(said.test(told), `its own version is not told: ${told}`)
      return stopped('core: rules of the base', {
        tried: `#${pull.number} changes ${Object.keys(files).join(', ')}`,
        evidence: `harness: ${conclusion}, ${output.title}; ${said.exec(told)?.[0]}`,
      })
    },
  }
}

/** Brings other owners, and one of them approves. */
function ownOwners(name: string, files: Files): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const branch = `owners-${++branches}`
      const pull = await openPull(there, { who: 'bob', branch, files: { ...files, ...BREAKS } })
      const review = await there.github.review(there.repository, pull.number, {
        ...{ event: 'APPROVE', actor: 'ada' },
      })
      must(review.kind === 'submitted', 'ada could not approve')
      await there.settled()
      const { conclusion, output } = pull.check('approvals')
      const told = JSON.stringify(output)
      must(conclusion === 'action_required', `approvals: ${conclusion} ${told}`)
      must(told.includes('root'), `the owner of the base is not asked: ${told}`)
      return stopped('core: rules of the base', {
        tried: `ada approved #${pull.number}, which makes her an owner`,
        evidence: `approvals: ${conclusion}, ${output.title}`,
      })
    },
  }
}

export const OF_A_PERSON: Attempt[] = [
  ownRules(
    'agent.yml without the rule',
    { [PATH]: HARNESS },
    /no-console.{0,200}removed|removed.{0,200}no-console/i,
  ),
  ownRules(
    'agent.yml with the rule as a mere note',
    { [PATH]: RULES.replace('level: error', 'level: info') },
    /info/,
  ),
  ownRules(
    'agent.yml that waives the rule',
    { [PATH]: `${RULES}waivers: [{ rule: no-console, paths: [src/**], until: 2027-01-01, why: old }]\n` },
    /waiver/i,
  ),
  ownRules('agent.yml deleted', { [PATH]: null }, /taken away/),
  ownRules(
    'agent.yml moved to where nobody reads it',
    { [PATH]: null, '.github/agent.yaml': HARNESS },
    /rename/,
  ),
  ownRules(
    'agent.yml that looks elsewhere',
    { [PATH]: RULES.replace('paths: [src/**], regex', 'paths: [lib/**], regex') },
    /changed: `paths`/,
  ),
  ownRules(
    'agent.yml that is broken',
    { [PATH]: 'version: 1\nallow: everything\n' },
    /agent\.yml:2:1|"start_line":2/,
  ),
  ownOwners('CODEOWNERS that names somebody else', { CODEOWNERS: '* @ada\n' }),
  ownOwners('a second CODEOWNERS at a place that goes first', { '.github/CODEOWNERS': '* @ada\n' }),
  ownOwners('CODEOWNERS deleted', { CODEOWNERS: null }),
  ownOwners('agent.yml that asks nobody', { [PATH]: RULES.replace(/review:.*\n/, '') }),
]

/** Shows that the check runs could have been green. */
export async function ownersOfTheBase(stage: Parameters<typeof world>[0]): Promise<string> {
  const there = await world(stage)
  const pull = await openPull(there, { who: 'bob', branch: 'fine', files: { 'src/fine.js': 'fine()\n' } })
  await there.github.review(there.repository, pull.number, { event: 'APPROVE', actor: 'root' })
  await there.settled()
  const [harness, approvals] = [pull.check('harness'), pull.check('approvals')]
  must(harness.conclusion === 'success', `harness: ${harness.conclusion}`)
  must(approvals.conclusion === 'success', `approvals: ${approvals.conclusion} ${approvals.output.summary}`)
  return 'harness and approvals: success'
}
