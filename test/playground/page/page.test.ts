import { beforeEach, expect, test } from '@jest/globals'
import { page } from '../../../playground/page/page.ts'
import { createWorld } from './world.ts'

let world: ReturnType<typeof createWorld>
beforeEach(() => {
  world = createWorld()
})

const origin = 'http://127.0.0.1:4010'
const get = async (path: string) => {
  const answer = await page(world.playground).request(origin + path)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = { origin }) =>
  page(world.playground).request(origin + path, { method: 'POST', body: new URLSearchParams(form), headers })

test('all repositories, and one with its branches and its README', async () => {
  expect((await get('/')).html).toContain('href="/acme/shop"')
  const { html } = await get('/acme/shop')
  expect(html).toContain('reins/1-discount')
  expect(html).toContain('<em>cart</em>')
  expect(html).toContain(`${origin}/acme/shop.git`)
})

test('an issue with its conversation, reactions and the box to answer in', async () => {
  await world.issue()
  await world.playground.comment('acme/shop', 1, { body: '/agent implement', actor: 'ada' })
  world.playground.read.comments('acme/shop', 1)[0]!.reactions.push({ actor: 'reins[bot]', content: 'eyes' })
  const { html } = await get('/acme/shop/issues/1')
  expect(html).toContain('Take discount codes off the total <span class="number">#1</span>')
  expect(html).toContain('<strong>codes</strong>.<br>')
  expect(html).toContain('<p>/agent implement</p>')
  expect(html).toContain('title="reins[bot]"><span role="img" aria-label="eyes">👀</span> 1')
  expect(html).toContain('<option>grace</option>')
  expect((await get('/acme/shop/issues')).html).toContain('href="/acme/shop/issues/1"')
})

test('a pull request says that it is a draft, what it is for, and how its checks stand', async () => {
  await world.agentWorked()
  const { html } = await get('/acme/shop/pull/2')
  expect(html).toMatch(/class="state draft">.*Draft/)
  expect(html).toContain('<td>1 warning</td>')
  expect(html).toContain('href="/acme/shop/issues/1">#1</a>')
  expect(html).toContain('Some checks have not completed yet')
  expect(html).toContain('success — Done, all gates passed')
  expect(html).toContain('Suggested change')
  const moved = await page(world.playground).request(`${origin}/acme/shop/issues/2`)
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/acme/shop/pull/2'])
})

test('the diff has annotations and review comments right below their lines', async () => {
  await world.agentWorked()
  const { html } = await get('/acme/shop/pull/2/files')
  const [, after = ''] = html.split('id="src%2Fcart.js-R5"')
  const [below = ''] = after.split('id="src%2Fcart.js-R6"')
  expect(below).toContain('<td class="code">  if (code == undefined) return 0</td>')
  expect(below).toContain('Use === instead of ==.\nWhy: &lt;b&gt;coercion&lt;/b&gt; surprises.')
  expect(below).toContain(
    '<tr class="deletion"><td class="sign">-</td><td class="code">  if (code == undefined) return 0</td></tr>',
  )
  expect(below).toContain(
    '<tr class="addition"><td class="sign">+</td><td class="code">  if (code === undefined) return 0</td></tr>',
  )
  expect(html).toContain(
    '<td class="number">3</td><td class="number"></td><td class="sign">-</td><td class="code">  return subtotal(lines)</td>',
  )
  expect(html).toContain('+8</span> <span class="removed">−1')
})

test('nothing said about the changes is lost: other lines, other files, lines that are gone', async () => {
  await world.agentWorked()
  const { html } = await get('/acme/shop/pull/2/files')
  expect(html).toContain('Line 92, outside of the diff')
  expect(html).toContain('About a line that is gone.')
  expect(html.split('Files that were not changed')[1]).toContain('Say it here.')
  expect(html).toContain('No lines to show')
})

test('the checks of a pull request, with summary, annotations and text', async () => {
  await world.agentWorked()
  const { html } = await get('/acme/shop/pull/2/checks')
  expect(html).toContain('1 warning remains.')
  expect(html).toContain('<h3>3 annotations</h3>')
  expect(html).toContain('href="/acme/shop/pull/2/files#src%2Fcart.js-R5">src/cart.js, line 5</a>')
  expect(html).toContain('<li>patch</li>')
})

test('a workflow run with its log by job, groups folded, marks read', async () => {
  world.workflowRun()
  for (const line of [
    '##[group]Run it',
    'inside',
    '##[endgroup]',
    '\u001b[31m<red>\u001b[0m',
    '##[error]broken',
  ])
    world.log('agent / agent', line)
  world.log('other', 'beside')
  const { html } = await get('/acme/shop/actions/runs/501')
  expect(html).toContain(
    '<details><summary>Run it</summary><div class="log-line line">inside</div></details>',
  )
  expect(html).toContain(
    '<div class="log-line line">&lt;red&gt;</div><div class="log-line error">broken</div>',
  )
  expect(html).toContain('data-job="other"')
  expect(html).toContain('data-next="6"')
  expect(html).toContain('<strong>Done</strong> in 3 turns')
  expect(html).toContain('Cancel run')
  world.log('other', '##[group]Not over yet')
  expect((await get('/acme/shop/actions/runs/501')).html).toContain(
    '<details data-open><summary>Not over yet',
  )
})

test('activity tells everything but the logs', async () => {
  await world.agentWorked()
  world.happen({ type: 'delivery', event: 'issues', action: 'opened', guid: 'g-1', status: 202, ms: 4 })
  world.happen({
    type: 'check_run',
    id: 7,
    name: 'agent',
    sha: 'b'.repeat(40),
    status: 'completed',
    conclusion: 'success',
    title: 'Done',
    summary: null,
    annotations: 3,
  })
  const { html } = await get('/acme/shop/activity')
  expect(html).toContain('Webhook <code>issues.opened</code> delivered: 202 in 4 ms')
  expect(html).toContain('opened draft pull request')
  expect(html).toContain('success, 3 annotations')
})

test('titles, names and messages are text, whatever is in them', async () => {
  await world.issue('x', '<script>alert("title")</script>')
  world.workflowRun()
  world.log('<b>job</b>', '</div><script>alert("log")</script>')
  for (const path of [
    '/acme/shop/issues',
    '/acme/shop/issues/1',
    '/acme/shop/activity',
    '/acme/shop/actions/runs/501',
  ])
    expect((await get(path)).html).not.toMatch(/<script>|<b>job/)
})

test('a person comments, opens and closes', async () => {
  await world.issue()
  const answer = await post('/acme/shop/issues/1/comments', { body: 'one\r\ntwo', actor: 'grace' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/acme/shop/issues/1#comment-101'])
  expect(world.playground.read.comments('acme/shop', 1)).toMatchObject([{ actor: 'grace', body: 'one\ntwo' }])
  const quiet = await post(
    '/acme/shop/issues/1/comments',
    { body: 'x', actor: 'ada' },
    { origin, 'x-stay': '1' },
  )
  expect(quiet.status).toBe(204)
  const opened = await post('/acme/shop/issues', { title: ' New ', body: '', actor: 'ada' })
  expect(opened.headers.get('location')).toBe('/acme/shop/issues/2')
  await post('/acme/shop/issues/1/close', { actor: 'ada', body: '' })
  expect((await get('/acme/shop/issues/1')).html).toContain('Closed')
})

test('a person approves or asks for changes, and the page shows where each reviewer stands', async () => {
  await world.agentWorked()
  const asked = await post('/acme/shop/pull/2/reviews/request-changes', { body: 'Round it.', actor: 'grace' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/acme/shop/pull/2'])
  expect((await get('/acme/shop/pull/2')).html).toMatch(
    />grace<[^\n]*\n<span class="muted grow">requested changes</,
  )
  const approved = await post(
    '/acme/shop/pull/2/reviews/approve',
    { body: '', actor: 'grace' },
    { origin, 'x-stay': '1' },
  )
  expect(approved.status).toBe(204)
  expect(world.playground.read.reviews('acme/shop', 2).slice(1)).toMatchObject([
    { actor: 'grace', state: 'CHANGES_REQUESTED', body: 'Round it.' },
    { actor: 'grace', state: 'APPROVED', body: '' },
  ])
  const own = await post('/acme/shop/pull/2/reviews/approve', { actor: 'ada' })
  expect([own.status, await own.text()]).toEqual([422, 'Review Can not approve your own pull request'])
  const { html } = await get('/acme/shop/pull/2')
  const [, reviewers = ''] = html.split('<strong>Reviewers</strong>')
  expect(reviewers).toContain('<span class="muted grow">approved these changes</span>')
  expect(reviewers).not.toContain('requested changes')
  expect(reviewers).toContain('<span class="muted grow">left comments</span>')
})

test('an approval of a commit that is not the head any more says so, and a comment takes nothing back', async () => {
  await world.agentWorked()
  const { playground } = world
  await playground.review('acme/shop', 2, { event: 'APPROVE', actor: 'grace' })
  await playground.review('acme/shop', 2, { event: 'COMMENT', body: 'Nice.', actor: 'grace' })
  playground.read.reviews('acme/shop', 2)[1]!.commitId = 'c'.repeat(40)
  const { html } = await get('/acme/shop/pull/2')
  expect(html).toContain('approved these changes, at ccccccc, before the last push</span>')
})

test('a person cancels a run', async () => {
  world.workflowRun()
  expect((await post('/acme/shop/actions/runs/501/cancel', { actor: 'ada' })).status).toBe(303)
  expect((await get('/acme/shop/actions/runs/501')).html).not.toContain('Cancel run')
})

test.each([
  ['/acme/shop/issues/1/comments', { body: '  ', actor: 'ada' }, "body can't be blank"],
  ['/acme/shop/issues/1/comments', { body: 'x', actor: 'reins[bot]' }, "There is no user 'reins[bot]'."],
  ['/acme/shop/issues/9/comments', { body: 'x', actor: 'ada' }, 'There is no issue 9.'],
  [
    '/acme/shop/issues/1/comments',
    { body: 'x'.repeat(65_537), actor: 'ada' },
    'body is too long (maximum is 65536 characters)',
  ],
  ['/acme/shop/issues', { title: '', body: 'x', actor: 'ada' }, "title can't be blank"],
  ['/acme/other/issues', { title: 'x', body: '', actor: 'ada' }, 'There is no repository acme/other.'],
  ['/acme/shop/actions/runs/9/cancel', { actor: 'ada' }, 'There is no run 9.'],
  ['/acme/shop/pull/1/reviews/approve', { actor: 'ada' }, 'There is no pull request 1.'],
  ['/acme/shop/pull/1/reviews/request-changes', { body: ' ', actor: 'ada' }, "body can't be blank"],
])('%s refuses what GitHub would: %j', async (path, form, problem) => {
  await world.issue()
  const answer = await post(path, form)
  expect([answer.status, await answer.text()]).toEqual([422, problem])
})

test.each([
  ['another site', { origin: 'https://evil.test' }],
  ['a name that points here', { origin: 'http://evil.test:4010' }],
  ['another port', { origin: 'http://127.0.0.1:9' }],
  ['no page at all', {}],
])('%s may not write', async (_who, headers) => {
  await world.issue()
  const answer = await post(
    '/acme/shop/issues/1/comments',
    { body: 'x', actor: 'ada' },
    headers as Record<string, string>,
  )
  expect(answer.status).toBe(403)
  expect(world.playground.read.comments('acme/shop', 1)).toEqual([])
})

test('every page forbids whatever is not its own', async () => {
  const { headers } = await get('/acme/shop')
  expect(headers.get('content-security-policy')).toContain(
    "default-src 'none'; style-src 'self'; script-src 'self'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  const style = await get('/_page/style.css')
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect((await get('/acme/shop')).html).not.toMatch(/ style="| onclick=|<script>/)
})

test.each(['/acme/nope', '/acme/shop/issues/9', '/acme/shop/pull/9', '/acme/shop/actions/runs/9'])(
  '%s is not found',
  async (path) => {
    const { status, html } = await get(path)
    expect(status).toBe(404)
    expect(html).toContain('There is nothing at this address.')
  },
)
