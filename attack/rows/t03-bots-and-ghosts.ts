import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { lastWebhook } from '../stage/last-webhook.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { shared } from '../stage/stage.ts'

const world = shared((stage) =>
  stage.world({
    harness: `${HARNESS}triggers: { bots: ['renovate[bot]', 'dependabot[bot]'], label: agent }\n`,
  }),
)

/** A bot that nobody named gets neither a run nor an answer: an answer could begin a loop. */
function bot(name: string, login: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const { github, issue, comment, replies, dispatched, writes, repository } = await world(stage)
      const number = await issue()
      const before = writes().length
      const runs = dispatched()
      await comment(login, '/agent implement', number)
      await github.label(repository, number, { name: 'agent', actor: login })
      must(
        github.read.comments(repository, number).some(({ actor }) => actor === login),
        'the comment never stood there',
      )
      must(dispatched() === runs, `${login} started a run`)
      must(
        replies(number).length === 0 && writes().length === before,
        `written: ${writes().slice(before).join()}`,
      )
      return stopped('app: bots by name', {
        tried: `${login} commented and put the label`,
        evidence: 'no run, no reply, no reaction: nothing was written',
      })
    },
  }
}

/** GitHub does not say what ada may do: then she may do nothing. */
function unsaid(name: string, answer: { status: number } | 'reset', expected: RegExp): Attempt {
  return {
    name,
    run: async (stage) => {
      const { github, issue, comment, replies, dispatched, log } = await stage.world()
      github.fail({ method: 'GET', path: /collaborators\/ada\/permission/ }, answer, 20)
      const number = await issue()
      await comment('ada', '/agent implement', number)
      const asked = github.requests().filter(({ path }) => /collaborators\/ada\/permission/.test(path))
      must(asked.length > 0 || answer === 'reset', 'the permission was never asked for')
      must(dispatched() === 0, 'a run was started')
      must(
        replies(number).length === 1 && expected.test(replies(number)[0] ?? ''),
        `said: ${replies(number).join()}\n${log()
          .split('\n')
          .filter((line) => /"level":50/.test(line))
          .join('\n')}`,
      )
      return stopped('app: permission', {
        tried: `the permission call answered ${answer === 'reset' ? 'nothing' : answer.status}`,
        evidence: replies(number)[0] ?? '',
      })
    },
  }
}

/** A signed delivery in which the sender is changed. */
function sender(name: string, change: Record<string, unknown>): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const issue = await there.issue()
      await there.comment('eve', 'Hello', issue)
      const { payload } = lastWebhook(there, 'issue_comment')
      Object.assign(payload.sender, change)
      Object.assign(payload.comment.user, change)
      payload.comment.body = '/agent implement'
      const runs = there.dispatched()
      const answer = await there.deliver({ event: 'issue_comment', payload })
      must(answer.status === 202, `the delivery never arrived: ${answer.status} ${answer.body}`)
      await there.settled()
      must(there.dispatched() === runs, 'a run was started')
      return stopped(change.type === 'User' ? 'app: permission' : 'app: bots by name', {
        tried: 'the signed delivery was taken',
        evidence: there.replies(issue)[0] ?? 'no run and no reply',
      })
    },
  }
}

export const T03: Row = {
  id: 'T03',
  name: 'bots, ghosts and silent permission calls',
  threat:
    '`evil[bot]`, a renamed or deleted user, a permission call that answers 404 or 5xx: denied. Bots only from an exact list.',
  attempts: [
    bot('evil[bot] asks for a run', 'evil[bot]'),
    bot('a bot named like a person with permission asks', 'ada[bot]'),
    bot('a bot whose name differs from a named one in case asks', 'Renovate[bot]'),
    bot('a bot whose name begins like a named one asks', 'renovate-evil[bot]'),
    bot('the bot of Actions asks, as any workflow could', 'github-actions[bot]'),
    sender('a person is called like a named bot without its brackets', { login: 'renovate', type: 'User' }),
    sender('an organization is the sender', { login: 'acme', type: 'Organization' }),
    sender('a sender of a kind GitHub has not got asks', { login: 'ada', type: 'Mannequin' }),
    sender('a person was renamed, and somebody else has the old name of a writer', {
      login: 'ada-was-here',
      type: 'User',
    }),
    {
      name: 'an account asks and is deleted before it is answered',
      run: async (stage) => {
        const { github, issue, settled, dispatched, replies, repository } = await stage.world()
        const number = await issue()
        await github.comment(repository, number, { body: '/agent implement', actor: 'ada' })
        github.forget('ada')
        await settled()
        const asked = github.requests().filter(({ path }) => /collaborators\/ada\/permission/.test(path))
        must(
          asked.some(({ status }) => status === 404),
          `GitHub never said 404: ${asked.map(({ status }) => status)}`,
        )
        must(dispatched() === 0, 'a run was started for nobody')
        return stopped('app: permission', {
          tried: 'the permission call answered 404',
          evidence: replies(number)[0] ?? 'no reply',
        })
      },
    },
    unsaid('the permission call answers 404 for a writer', { status: 404 }, /permission/),
    unsaid('the permission call answers 403', { status: 403 }, /GitHub did not say/),
    unsaid('the permission call answers 500', { status: 500 }, /GitHub did not say/),
    unsaid('the permission call answers 502', { status: 502 }, /GitHub did not say/),
    unsaid('the permission call breaks off', 'reset', /GitHub did not say/),
  ],
  controls: [
    {
      name: 'the bot that the rules name does start a run',
      run: async (stage) => {
        const { issue, comment, dispatched, replies } = await world(stage)
        const runs = dispatched()
        const number = await issue()
        await comment('dependabot[bot]', '/agent implement', number)
        must(dispatched() === runs + 1, `no bot at all is heard: ${replies(number).join()}`)
        return 'dependabot[bot] started a run'
      },
    },
  ],
}
