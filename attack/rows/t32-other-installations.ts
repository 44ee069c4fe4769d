import type { Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { askGitHub } from '../stage/ask-github.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { both, call, globex, mixed, twoAtWork } from './t32/two-at-work.ts'

const MODEL = { model: 'gpt-5.5', stream: true, store: false, input: 'Hello' }

export const T32: Row = {
  id: 'T32',
  name: 'one installation and another',
  threat: 'One installation can neither read, dispatch, spend nor see anything of another.',
  attempts: [
    call(
      'a run claims the run of another installation',
      (own, other) => own.claim({ key: other.key }),
      [403],
    ),
    call(
      'a run token asks for events of another installation',
      (own, other) => own.post(`/runs/${other.key}/events`, { events: [] }),
      [403],
    ),
    call(
      'a run token reports for another installation',
      (own, other) => own.post(`/runs/${other.key}/report`, { ...own.honest(), key: other.key }),
      [403],
    ),
    call(
      'an id token of acme says it is of globex’s repository',
      (own, other) =>
        own.claim({ key: other.key, claims: { repository: 'globex/vault', repository_owner: 'globex' } }),
      [403, 409],
    ),
    {
      name: 'model calls of one installation are paid by another',
      run: async (stage) => {
        const { world, own, other } = await twoAtWork(stage)
        const answers = [
          await own.post('/model/v1/responses', MODEL),
          await own.post('/model/v1/responses', MODEL),
        ]
        must(
          answers.every(({ status }) => status === 200),
          `the model does not answer: ${answers[0]?.text.slice(0, 200)}`,
        )
        await world.settled()
        const report = { outcome: { kind: 'nothing', reason: 'x' }, changes: [] }
        await other.report(report)
        const told =
          world.replies(1, 'globex/vault').join() +
          JSON.stringify(world.github.read.checkRuns('globex/vault'))
        await own.report(report)
        const mine = world.replies(1).join()
        must(/0\.0\d*[1-9]\d* USD/.test(mine), `acme pays nothing: ${mine}`)
        must(!/2 (?:model )?(?:calls|requests)/.test(told), `globex pays: ${told}`)
        return stopped('app: run token', {
          tried: 'two model calls of acme’s run',
          evidence: /[\d.]+ USD/.exec(mine)?.[0] ?? mine,
        })
      },
    },
    {
      name: 'the status of an issue shows runs of another installation’s issue of the same number',
      run: async (stage) => {
        const { world, other, repository, secret } = await both(stage)
        await world.comment('ada', '/agent status', 1)
        const said = world.replies(1).at(-1) ?? ''
        must(/actions\/runs\//.test(said), `no status: ${said}`)
        must(
          !said.includes('globex') &&
            !said.includes('gus') &&
            !said.includes(secret) &&
            !said.includes(String(other.workflowRun)),
          `it shows: ${said}`,
        )
        must(world.github.read.issues(repository)[0]?.number === 1, 'the numbers are not the same')
        return stopped('app: installation', {
          tried: 'both issues are number 1; ada asked for the status',
          evidence: said,
        })
      },
    },
    {
      name: 'a run of one repository may not start because another installation is at work',
      run: async (stage) => {
        const world = await stage.world({ harness: `${HARNESS}limits: { month: 6 USD, concurrent: 1 }\n` })
        const { repository } = await world.neighbour()
        await world.comment(
          'gus',
          '/agent implement',
          await world.issue({ in: repository, actor: 'gus' }),
          repository,
        )
        must(world.dispatched(repository) === 1, 'globex runs nothing')
        await world.comment('ada', '/agent implement', await world.issue())
        must(world.dispatched() === 1, `acme is refused for what globex spends: ${world.replies(1).join()}`)
        return stopped('app: budget', {
          tried: 'globex has a run under way',
          evidence: 'acme, with one run at a time, starts its own',
        })
      },
    },
    {
      name: 'rules extend a file of another installation’s private repository',
      run: async (stage) => {
        const world = await stage.world()
        const { repository, secret } = await world.neighbour()
        const sha = await world.github.read.head(repository, 'main')
        const yaml = `version: 1\nextends: ['${repository}//.github/agent.yml@${sha}']\n`
        await world.github.commit(world.repository, {
          message: 'x',
          files: { '.github/agent.yml': yaml },
          actor: 'ada',
        })
        await world.settled()
        const issue = await world.issue()
        await world.comment('ada', '/agent implement', issue)
        const said = world.replies(issue).join()
        must(world.dispatched() === 0, 'a run was started with them')
        must(/extends|cannot read|installed|owner/.test(said) && !said.includes(secret), `said: ${said}`)
        const read = world.github
          .requests()
          .filter(({ path, status }) => path.startsWith('/repos/globex') && status === 200)
        must(read.length === 0, `read: ${read.map(({ path }) => path).join()}`)
        return stopped('app: narrowed token', { tried: yaml.trim().split('\n').at(-1) ?? '', evidence: said })
      },
    },
    mixed(
      'a delivery with acme’s installation and globex’s repository',
      'issue_comment',
      (payload, there) => {
        payload.repository = { ...payload.repository, ...globex(there) }
        payload.comment.body = '/agent implement'
        payload.sender = { ...payload.sender, login: 'gus' }
      },
    ),
    mixed('a delivery with globex’s number and acme’s names', 'issue_comment', (payload, there) => {
      payload.repository = { ...payload.repository, id: globex(there).id }
      payload.comment.body = '/agent implement'
    }),
    mixed('a delivery with acme’s number and globex’s names', 'issue_comment', (payload, there) => {
      const { id: _, ...names } = globex(there)
      payload.repository = { ...payload.repository, ...names }
      payload.comment.body = '/agent implement'
    }),
    {
      name: 'acme takes Reins away, and runs of globex end with it',
      run: async (stage) => {
        const world = await stage.world()
        const { repository } = await world.neighbour()
        const own = await world.claimed()
        await world.comment(
          'gus',
          '/agent implement',
          await world.issue({ in: repository, actor: 'gus' }),
          repository,
        )
        const other = world.runner(repository)
        must((await other.claim()).status === 200, 'the run of globex could not be claimed')
        await world.github.uninstall(world.installation, [world.repository])
        await world.settled()
        const [mine, theirs] = [await own.events(), await other.events()]
        must(!mine.text.includes('"stop":null'), `acme’s run goes on: ${mine.text}`)
        must(theirs.text === '{"stop":null}', `globex’s run: ${theirs.status} ${theirs.text}`)
        return stopped('app: installation', {
          tried: `acme’s run: ${mine.text}`,
          evidence: `globex’s run goes on: ${theirs.text}`,
        })
      },
    },
    {
      name: 'a token of the app is good for more than one repository',
      run: async (stage) => {
        const { world } = await both(stage)
        const asked = world.github
          .requests()
          .filter(({ path, as }) => path.endsWith('/access_tokens') && as === 'reins')
        must(asked.length >= 4, `only ${asked.length} tokens: nothing happened`)
        const wide = asked.filter(({ body }) => {
          const {
            repository_ids: ids = [],
            repositories = [],
            permissions,
          } = (body ?? {}) as { repository_ids?: number[]; repositories?: string[]; permissions?: object }
          return ids.length + repositories.length !== 1 || permissions === undefined
        })
        must(wide.length === 0, `wide: ${JSON.stringify(wide.map(({ body }) => body))}`)
        const all = new Set(
          asked.flatMap(({ body }) => Object.keys((body as { permissions: object }).permissions)),
        )
        must(
          !all.has('administration') && !all.has('workflows') && !all.has('secrets'),
          `asked for ${[...all]}`,
        )
        return stopped('app: narrowed token', {
          tried: `${asked.length} tokens were asked for`,
          evidence: `each for one repository, with ${[...all].sort().join(', ')} at most`,
        })
      },
    },
  ],
  controls: [
    {
      name: 'globex’s own people read what acme’s cannot',
      run: async (stage) => {
        const { world, repository } = await both(stage)
        const at = (login: string) =>
          askGitHub(world, {
            token: world.github.token(login),
            path: `/repos/${repository}/contents/src/formula.js`,
          })
        const [gus, ada] = [await at('gus'), await at('ada')]
        must(gus.status === 200, `not even gus: ${gus.status}`)
        return `gus: ${gus.status}, ada: ${ada.status}`
      },
    },
  ],
}
