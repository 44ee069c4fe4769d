import { describe, expect, test } from '@jest/globals'
import { verify } from '@octokit/webhooks-methods'
import { importPKCS8, SignJWT } from 'jose'
import { branch, refusal, stage, tokenClient } from './kit.ts'

const on = stage({ webhookTimeout: 1_500 })

async function asApp() {
  const now = Math.floor(Date.now() / 1000)
  const jwt = await new SignJWT({ iss: String(on.app.id), iat: now - 5, exp: now + 60 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(on.app.privateKey, 'RS256'))
  return tokenClient(on.playground, jwt)
}
const comment = (body: string) => on.playground.comment('acme/shop', 1, { body, actor: 'ada' })

describe('a webhook', () => {
  test('is signed, named and carries whom it came from', async () => {
    const { playground, received, app } = on
    await playground.openIssue('acme/shop', { title: 'A', body: 'B', actor: 'ada' })
    await comment('/agent implement')
    await playground.settled()
    const one = received.at(-1)
    expect(one?.headers).toMatchObject({
      'x-github-event': 'issue_comment',
      'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-github-hook-installation-target-id': String(app.id),
      'x-github-hook-installation-target-type': 'integration',
      'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
      'content-type': 'application/json',
    })
    const signature = one?.headers['x-hub-signature-256'] ?? ''
    expect(await verify(app.webhookSecret, one?.body ?? '', signature)).toBe(true)
    expect(await verify('another secret', one?.body ?? '', signature)).toBe(false)
    expect(JSON.parse(one?.body ?? '')).toMatchObject({
      action: 'created',
      comment: {
        body: '/agent implement',
        user: { login: 'ada', type: 'User' },
        performed_via_github_app: null,
      },
      issue: { number: 1 },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'ada' },
      installation: { id: on.installation },
    })
  })

  test("comes for the App's own comments too, and says that they are", async () => {
    await on.bot.rest.issues.createComment({ ...on.repo, issue_number: 1, body: 'Mine' })
    await on.playground.settled()
    expect(JSON.parse(on.received.at(-1)?.body ?? '')).toMatchObject({
      comment: { user: { login: 'reins[bot]', type: 'Bot' }, performed_via_github_app: { id: on.app.id } },
      sender: { login: 'reins[bot]', type: 'Bot' },
    })
  })

  test('comes in the order of what happened', async () => {
    const before = on.received.length
    for (const body of ['1', '2', '3', '4', '5']) await comment(body)
    await on.playground.settled()
    const bodies = on.received
      .slice(before)
      .map(({ body }) => (JSON.parse(body) as { comment: { body: string } }).comment.body)
    expect(bodies).toEqual(['1', '2', '3', '4', '5'])
  })

  test('comes only where the App is installed, and only for what it subscribed to and may see', async () => {
    const { playground, received } = on
    await playground.repository('acme', 'elsewhere', { a: 'a' })
    const before = received.length
    await playground.openIssue('acme/elsewhere', { title: 'Unheard', body: '', actor: 'ada' })
    await playground.settled()
    expect(received).toHaveLength(before)
    const given = {
      slug: 'deaf',
      permissions: { contents: 'read' as const },
      webhookUrl: 'http://127.0.0.1:1/',
    }
    expect(() => playground.app({ ...given, events: ['issues'] })).toThrow('needs the permission issues=read')
    expect(() => playground.app({ ...given, events: ['sponsorship'] })).toThrow('is not supported')
  })
})

describe('a delivery', () => {
  test('that failed is kept with what was sent and answered, and can be delivered again under the same GUID', async () => {
    const { playground, received } = on
    on.answer(() => ({ status: 500 }))
    await comment('lost')
    await playground.settled()
    on.answer(() => ({ status: 202 }))
    const app = await asApp()
    const { data } = await app.rest.apps.listWebhookDeliveries({ per_page: 1 })
    expect(data).toMatchObject([
      {
        event: 'issue_comment',
        action: 'created',
        status_code: 500,
        status: 'Invalid HTTP Response: 500',
        redelivery: false,
      },
    ])
    const delivery_id = data[0]?.id as number
    const whole = await app.rest.apps.getWebhookDelivery({ delivery_id })
    expect(whole.data.request.payload).toMatchObject({ comment: { body: 'lost' } })
    expect((await app.rest.apps.redeliverWebhookDelivery({ delivery_id })).status).toBe(202)
    await playground.settled()
    expect(received.at(-1)?.headers['x-github-delivery']).toBe(data[0]?.guid)
    const again = await app.rest.apps.listWebhookDeliveries({ per_page: 1 })
    expect(again.data).toMatchObject([
      { guid: data[0]?.guid, redelivery: true, status_code: 202, status: 'OK' },
    ])
  })

  test('that is not answered in time is given up', async () => {
    on.answer(() => ({ status: 202, after: 4_000 }))
    await comment('slow')
    await on.playground.settled()
    on.answer(() => ({ status: 202 }))
    const { data } = await (await asApp()).rest.apps.listWebhookDeliveries({ per_page: 1 })
    expect(data).toMatchObject([{ status: 'timed out', status_code: 504 }])
  })

  test('is listed newest first, page by page with a cursor', async () => {
    const app = await asApp()
    const all = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 4 })
    expect(all.length).toBeGreaterThan(8)
    const ids = all.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(new Set(ids).size).toBe(ids.length)
    const failed = await app.request('GET /app/hook/deliveries', { status: 'failure' } as never)
    expect((failed.data as { status_code: number }[]).map(({ status_code }) => status_code)).toEqual([
      504, 500,
    ])
  })

  test('of another App is not there', async () => {
    expect((await refusal((await asApp()).rest.apps.getWebhookDelivery({ delivery_id: 1 }))).status).toBe(404)
  })
})

test('what happened is told to whoever listens, in order', async () => {
  const { playground } = on
  const heard: string[] = []
  const stop = playground.onEvent((event) => heard.push(event.type))
  await comment('heard')
  await branch(on, 'told', { told: 'x' })
  stop()
  await comment('not heard')
  expect(heard.filter((type) => type !== 'delivery')).toEqual(['comment', 'push', 'push'])
})
