import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { HARNESS } from '../stage/shop-files.ts'
import { shared } from '../stage/stage.ts'
import type { World } from '../stage/world.ts'

const world = shared((stage) => stage.world())
const strict = shared((stage) => stage.world({ harness: `${HARNESS}triggers: { who: admin }\n` }))
const silent = shared((stage) =>
  stage.world({ harness: `${HARNESS}triggers: { label: agent, assign: true }\n` }),
)

/** One reply that speaks of permission, however often it was asked; no workflow run, and nothing else written. */
function refusedOnce({ replies, dispatched }: World, issue: number): string {
  must(dispatched() === 0, 'a run was started')
  const told = replies(issue)
  must(told.length === 1, `${told.length} replies: ${told.join(' / ')}`)
  must(/permission/.test(told[0] ?? ''), `not a word of permission: ${told[0]}`)
  return told[0] ?? ''
}

function asks(name: string, who: string, { author = 'ada', place = world } = {}): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await place(stage)
      const number = await there.issue({ actor: author })
      await there.comment(who, '/agent implement', number)
      await there.comment(who, '/agent implement please, now', number)
      await Promise.all(
        [1, 2, 3].map(() => there.comment(who, '/agent implement\n\n/agent approve 123456789abc', number)),
      )
      const asked = there.github.read.comments(there.repository, number).filter(({ actor }) => actor === who)
      must(asked.length === 5, 'the comments never stood there')
      return stopped('app: permission', {
        tried: `five comments of ${who} with commands`,
        evidence: refusedOnce(there, number),
      })
    },
  }
}

export const T02: Row = {
  id: 'T02',
  name: 'someone without the permission asks',
  threat:
    'Someone without the configured permission (API permission, default `write`, never `author_association`): no dispatch; one reply, once.',
  attempts: [
    asks('a reader of the repository asks for a run', 'eve'),
    asks('a stranger without any role asks for a run', 'mallory'),
    asks('the author of an issue asks for a run of their own issue', 'mallory', { author: 'mallory' }),
    asks('a writer asks where only administrators may', 'ada', { place: strict }),
    {
      name: 'GitHub calls a reader OWNER in author_association',
      run: async (stage) => {
        let kept: string | undefined
        const there = await stage.world({
          // What GitHub delivers is held back, and comes again with another word for who she is.
          before: async ({ headers, body }) => {
            if (headers['x-github-event'] !== 'issue_comment' || kept !== undefined) return undefined
            kept = String(body)
            return '{}'
          },
        })
        const issue = await there.issue()
        await there.comment('eve', '/agent implement', issue)
        must(kept !== undefined, 'the delivery was not held back')
        const payload = JSON.parse(kept)
        payload.comment.author_association = 'OWNER'
        payload.issue.author_association = 'OWNER'
        const answer = await there.deliver({ event: 'issue_comment', payload })
        must(answer.status === 202, `the delivery never arrived: ${answer.status}`)
        await there.settled()
        return stopped('app: permission', {
          tried: 'a signed delivery with author_association OWNER was taken',
          evidence: refusedOnce(there, issue),
        })
      },
    },
    {
      name: 'a person with triage puts the label that starts runs',
      run: async (stage) => {
        const there = await silent(stage)
        there.github.permit(there.repository, 'tria', 'triage')
        const issue = await there.issue()
        await there.github.label(there.repository, issue, { name: 'agent', actor: 'tria' })
        await there.settled()
        return stopped('app: permission', {
          tried: 'tria put the label',
          evidence: refusedOnce(there, issue),
        })
      },
    },
    {
      name: 'a person with triage assigns us an issue',
      run: async (stage) => {
        const there = await silent(stage)
        const issue = await there.issue()
        await there.github.assign(there.repository, issue, { login: 'reins[bot]', actor: 'tria' })
        await there.settled()
        return stopped('app: permission', { tried: 'tria assigned us', evidence: refusedOnce(there, issue) })
      },
    },
    {
      name: 'a reader asks again and again on many issues, and floods them with replies',
      run: async (stage) => {
        const there = await world(stage)
        const before = there.writes().length
        const issues = await Promise.all([1, 2, 3, 4].map(() => there.issue()))
        for (let round = 0; round < 3; round++)
          await Promise.all(issues.map((issue) => there.comment('eve', '/agent implement', issue)))
        const said = issues.map((issue) => refusedOnce(there, issue))
        const writes = there.writes().slice(before)
        const comments = writes.filter((one) => /comments$/.test(one))
        must(comments.length === 4, `${comments.length} comments for 12 commands on 4 issues`)
        return stopped('app: permission', {
          tried: '12 commands on 4 issues',
          evidence: `${comments.length} replies, one each: ${said[0]}`,
        })
      },
    },
  ],
  controls: [
    {
      name: 'a writer with the same words starts a run',
      run: async (stage) => {
        const there = await stage.world()
        const issue = await there.issue()
        await there.comment('ada', '/agent implement', issue)
        must(there.dispatched() === 1, `a writer is refused as well: ${there.replies(issue).join()}`)
        return 'her command became a run'
      },
    },
  ],
}
