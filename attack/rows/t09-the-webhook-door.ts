import type { Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { sign } from '../stage/deliver.ts'
import { lastWebhook } from '../stage/last-webhook.ts'
import { door, nothing, ready } from './t09/door.ts'
import { ENDINGS, FORGED, REPLAYED } from './t09/forged.ts'
import { SLOW_BODIES } from './t09/slow-bodies.ts'

const MB = 1024 * 1024

export const T09: Row = {
  id: 'T09',
  name: 'webhooks that are not GitHub’s',
  threat:
    'Bad, missing or SHA-1-only signature; repeated GUID; another App’s installation; over 25 MB; wrong content type; slow body: refused, nothing stored twice.',
  attempts: [
    door('no signature', () => ({ headers: { 'x-hub-signature-256': '' } }), 400),
    door(
      'only a SHA-1 signature',
      ({ text, world }) => ({
        headers: {
          'x-hub-signature-256': '',
          'x-hub-signature': sign(text, world.registered.webhookSecret, 'sha1'),
        },
      }),
      400,
    ),
    door(
      'a SHA-1 signature in the place of the other',
      ({ text, world }) => ({
        headers: { 'x-hub-signature-256': sign(text, world.registered.webhookSecret, 'sha1') },
      }),
      400,
    ),
    door('a signature made with a guess', () => ({ secret: 'guess' }), 400),
    door('a signature made with an empty secret', () => ({ secret: '' }), 400),
    door(
      'the signature of another body',
      ({ text, world }) => ({
        headers: { 'x-hub-signature-256': sign(`${text} `, world.registered.webhookSecret) },
      }),
      400,
    ),
    door(
      'a signature that is cut',
      ({ text, world }) => ({
        headers: { 'x-hub-signature-256': sign(text, world.registered.webhookSecret).slice(0, -1) },
      }),
      400,
    ),
    door(
      'two signatures, the good one second',
      ({ text, world }) => ({
        headers: {
          'x-hub-signature-256': `${sign(text, 'guess')}, ${sign(text, world.registered.webhookSecret)}`,
        },
      }),
      400,
    ),
    door(
      'a form',
      ({ text, world }) => {
        const payload = `payload=${encodeURIComponent(text)}`
        return {
          payload,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-hub-signature-256': sign(payload, world.registered.webhookSecret),
          },
        }
      },
      415,
    ),
    door('plain text', () => ({ headers: { 'content-type': 'text/plain' } }), 415),
    door('no delivery id', () => ({ headers: { 'x-github-delivery': '' } }), 400),
    door(
      'a delivery id that is no id',
      () => ({ headers: { 'x-github-delivery': '../../etc/passwd;a' } }),
      400,
    ),
    door('no event', () => ({ headers: { 'x-github-event': '' } }), 400),
    door('a signed body that is no JSON', () => ({ payload: '{"action":' }), 400),
    door('over 25 MB, signed', ({ text }) => ({ payload: text + ' '.repeat(25 * MB) }), 413),
    ...SLOW_BODIES,
    {
      name: 'a delivery comes twice with the same GUID',
      run: async (stage) => {
        const world = await stage.world()
        const issue = await world.issue()
        await world.comment('ada', '/agent implement', issue)
        const { payload, guid } = lastWebhook(world, 'issue_comment')
        const made = world.tap.calls.find(({ body }) => body.includes('/agent implement'))
        const [runs, writes] = [world.dispatched(), world.writes().length]
        must(runs === 1, 'the first delivery was never heard')
        const again = {
          event: 'issue_comment',
          payload: JSON.parse(String(made?.body)),
          guid: made?.headers['x-github-delivery'] ?? '',
        }
        const answers = await Promise.all([1, 2, 3].map(() => world.deliver(again)))
        const other = await world.deliver({ event: 'issue_comment', payload, guid })
        await world.settled()
        must(
          world.dispatched() === runs && world.writes().length === writes,
          `again: ${world.writes().slice(writes).join()}`,
        )
        return stopped('app: inbox', {
          tried: `sent three times more: ${[...answers, other].map(({ status }) => status).join(', ')}`,
          evidence: 'still one run, nothing written twice',
        })
      },
    },
    {
      name: 'the same GUID with another body, sent first by an attacker without the secret',
      run: async (stage) => {
        const world = await stage.world()
        const issue = await world.issue()
        const guid = 'a0000000-0000-4000-8000-000000000001'
        const early = await world.deliver({ event: 'issue_comment', payload: {}, guid, secret: 'guess' })
        await world.comment('ada', '/agent implement', issue)
        const made = world.tap.calls.find(({ body }) => body.includes('/agent implement'))
        const payload = JSON.parse(String(made?.body))
        const counted = () => world.log().split('it was answered before').length
        const before = counted()
        const honest = await world.deliver({ event: 'issue_comment', payload, guid })
        await world.settled()
        must(early.status === 400 && honest.status === 202, `${early.status}, ${honest.status}`)
        must(counted() === before + 1, 'a forged delivery takes the place of the real one')
        return stopped('app: webhook door', {
          tried: 'a forged delivery with the GUID of a real one to come',
          evidence: '400, not remembered; the real one was worked on',
        })
      },
    },
    {
      name: 'an installation of another App, signed with our secret',
      run: async (stage) => {
        const there = await ready(stage)
        const payload = { ...there.payload, installation: { id: 999_999 } }
        const answer = await there.world.deliver({ event: 'issue_comment', payload })
        await there.world.settled()
        must(answer.status === 202, `never worked on: ${answer.status}`)
        nothing(there)
        const tokens = there.world.github
          .requests()
          .filter(({ path }) => path.includes('/installations/999999/'))
        must(tokens.length > 0, 'GitHub was never asked for that installation')
        return stopped('app: installation', {
          tried: 'the signed delivery was worked on',
          evidence: `GitHub: ${tokens[0]?.status} for its token; no run, no write`,
        })
      },
    },
    {
      name: 'a repository outside the installation it names',
      run: async (stage) => {
        const there = await ready(stage)
        const { repository } = await there.world.neighbour()
        const { id } = there.world.github.read
          .repositories()
          .find(({ fullName }) => fullName === repository) ?? { id: 0 }
        const [owner = '', name = ''] = repository.split('/')
        const payload = {
          ...there.payload,
          repository: { ...there.payload.repository, id, name, owner: { login: owner } },
        }
        const answer = await there.world.deliver({ event: 'issue_comment', payload })
        await there.world.settled()
        must(answer.status === 202, `never worked on: ${answer.status}`)
        nothing(there)
        must(there.world.dispatched(repository) === 0, 'a run was started there')
        return stopped('app: narrowed token', {
          tried: 'installation of acme with a repository of globex',
          evidence: 'GitHub gives no such token; no run, no write',
        })
      },
    },
    ...FORGED,
    ENDINGS,
    REPLAYED,
  ],
  controls: [
    {
      name: 'the signature of what GitHub really said is taken, and a run begins',
      run: async (stage) => {
        let kept: string | undefined
        const world = await stage.world({
          // The true delivery is held back; what arrives in its place asks for nothing.
          before: async ({ headers, body }) => {
            if (headers['x-github-event'] !== 'issue_comment' || kept !== undefined) return undefined
            kept = String(body)
            return '{}'
          },
        })
        const issue = await world.issue()
        await world.comment('ada', '/agent implement', issue)
        must(kept !== undefined && world.dispatched() === 0, 'the true delivery was not held back')
        const answer = await world.deliver({ event: 'issue_comment', payload: kept })
        await world.settled()
        must(
          answer.status === 202 && world.dispatched() === 1,
          `${answer.status}, ${world.dispatched()} runs`,
        )
        return '202 and a run'
      },
    },
  ],
}
