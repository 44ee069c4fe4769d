import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { NOT_IN_THE_SOURCES } from './t31/not-in-the-sources.ts'
import { OF_THE_TOKENS, tried } from './t31/of-the-tokens.ts'

/** A report that names what no report can name. */
function reported(name: string, more: Record<string, unknown>): Attempt {
  return {
    name,
    run: async (stage) => {
      const world = await stage.world()
      const runner = await world.claimed()
      const answer = await runner.report(more)
      await world.settled()
      const writes = world
        .writes()
        .filter((one) => /refs|graphql|merge|pulls|contents|tags|releases/.test(one))
      must(writes.length === 0, `written: ${writes.join()}`)
      must(answer.body.conclusion !== 'success', `it ended green: ${answer.text}`)
      return stopped('app: report parsed', {
        tried: `the report was answered: ${answer.status}`,
        evidence: world.replies(1).join().slice(0, 400),
      })
    },
  }
}

export const T31: Row = {
  id: 'T31',
  name: 'branches, force, tags, releases, merges',
  threat:
    'Branches outside our own name space, the default branch, force, tags, releases, approve, merge: no such operation exists.',
  attempts: [
    ...OF_THE_TOKENS,
    reported('a report names the branch to push to', { branch: 'main' }),
    reported('a report asks to merge and to force', { merge: true, force: true, autoMerge: 'squash' }),
    reported('a report wants a release and a tag', { release: { tag: 'v9' }, tags: ['v9'] }),
    reported('a report ends with an outcome that approves', { outcome: { kind: 'approved' } }),
    reported('a report writes below .git', {
      changes: [
        {
          kind: 'write',
          path: '.git/refs/heads/main',
          mode: '100644',
          content: Buffer.from('evil()\n').toString('base64'),
          created: true,
          added: 1,
          removed: 0,
        },
      ],
    }),
    {
      name: 'a whole run writes anywhere but below reins/',
      run: async (stage) => {
        const { told } = await tried(stage)
        const { world, pull } = told
        must(pull?.title === 'Discounts' && pull.draft, `nothing was published: ${told.status}`)
        const pushed = world.github
          .events()
          .flatMap((one) => (one.type === 'push' && one.actor === 'reins[bot]' ? [one.ref] : []))
        const wrong = pushed.filter((ref) => !/^refs\/heads\/reins\/issue-1-[0-9a-z]{4}$/.test(ref))
        must(pushed.length > 0 && wrong.length === 0, `pushed: ${pushed.join()}`)
        must((await world.github.read.head(world.repository, 'main')) === world.base, 'main moved')
        return stopped('app: no such operation', {
          tried: `${pushed.length} pushes, a draft pull request`,
          evidence: [...new Set(pushed)].join(),
        })
      },
    },
    NOT_IN_THE_SOURCES,
  ],
}
