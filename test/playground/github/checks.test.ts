import { beforeAll, describe, expect, test } from '@jest/globals'
import { appClient, EVENTS, PERMISSIONS, refusal, stage, tokenClient } from './kit.ts'

const on = stage()
let created = 0

type Asked = Record<string, unknown>
const create = (more: Asked = {}) =>
  on.bot.rest.checks.create({ ...on.repo, name: 'agent', head_sha: on.base, ...more } as never)
const note = (line: number, more: Asked = {}) => ({
  path: 'src/cart.js',
  start_line: line,
  end_line: line,
  annotation_level: 'warning',
  message: `note ${line}`,
  ...more,
})
const notes = (count: number, more: Asked = {}) =>
  Array.from({ length: count }, (_, index) => note(index + 1, more))
const output = (more: Asked) => ({ output: { title: 'T', summary: 'S', ...more } })

beforeAll(async () => {
  const { data } = await create({ status: 'in_progress', external_id: 'run-1' })
  created = data.id
})

describe('a check run', () => {
  test('collects annotations over several updates and ends with its conclusion', async () => {
    const { bot, repo } = on
    const update = (more: Asked) =>
      bot.rest.checks.update({ ...repo, check_run_id: created, ...more } as never)
    await update(output({ annotations: notes(50) }))
    await update({
      conclusion: 'failure',
      ...output({ annotations: notes(20, { annotation_level: 'failure' }) }),
    })
    const { data } = await bot.rest.checks.get({ ...repo, check_run_id: created })
    expect(data).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      external_id: 'run-1',
      completed_at: expect.any(String),
      output: { title: 'T', annotations_count: 70 },
      app: { slug: 'reins' },
    })
    const all = await bot.paginate(bot.rest.checks.listAnnotations, {
      ...repo,
      check_run_id: created,
      per_page: 30,
    })
    expect(all).toHaveLength(70)
    expect(all[69]).toMatchObject({ annotation_level: 'failure', start_line: 20, path: 'src/cart.js' })
  })

  test('is listed for its commit, by name, newest of each name first', async () => {
    const { bot, repo, base } = on
    await create({ name: 'rules', conclusion: 'success' })
    await create({ name: 'rules', conclusion: 'failure' })
    const latest = await bot.rest.checks.listForRef({ ...repo, ref: base, check_name: 'rules' })
    expect(latest.data.check_runs.map(({ conclusion }) => conclusion)).toEqual(['failure'])
    const all = await bot.rest.checks.listForRef({ ...repo, ref: 'main', filter: 'all' })
    expect(all.data.total_count).toBe(3)
    const suites = await bot.rest.checks.listSuitesForRef({ ...repo, ref: base })
    expect(suites.data.check_suites).toMatchObject([{ conclusion: 'failure', app: { slug: 'reins' } }])
  })
})

describe('refused is', () => {
  test.each<[string, Asked, string]>([
    ['an unknown commit', { head_sha: 'f'.repeat(40) }, `No commit found for SHA: ${'f'.repeat(40)}`],
    ['no name', { name: undefined }, 'Invalid request.\n\n"name" wasn\'t supplied.'],
    [
      'over 50 annotations',
      output({ annotations: notes(51) }),
      'Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.',
    ],
    [
      'a summary too long',
      output({ summary: 'x'.repeat(65_536) }),
      'Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
    ],
    [
      'a text too long',
      output({ text: 'ä'.repeat(65_536) }),
      'Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
    ],
    ['no summary', { output: { title: 'T' } }, 'Invalid request.\n\n"output.summary" wasn\'t supplied.'],
  ])('%s', async (_, asked, message) => {
    expect(await refusal(create(asked))).toMatchObject({ status: 422, message })
  })

  test.each<[string, Asked]>([
    ['completed without a conclusion', { status: 'completed' }],
    ['a conclusion of a run that goes on', { status: 'in_progress', conclusion: 'success' }],
    ['an unknown conclusion', { conclusion: 'fine' }],
    ['an annotation at line 0', output({ annotations: [note(0)] })],
    ['an annotation that ends before it starts', output({ annotations: [note(5, { end_line: 4 })] })],
    ['columns over several lines', output({ annotations: [note(5, { end_line: 6, start_column: 1 })] })],
    ['an unknown level', output({ annotations: [note(5, { annotation_level: 'error' })] })],
    ['a message over 64 KB', output({ annotations: [note(5, { message: 'x'.repeat(65_537) })] })],
    ['a title over 255 characters', output({ annotations: [note(5, { title: 'x'.repeat(256) })] })],
    [
      'a button with a long label',
      { actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] },
    ],
  ])('%s', async (_, asked) => {
    expect((await refusal(create(asked))).status).toBe(422)
  })

  test('a person, and another App that wants to change it', async () => {
    const { playground, repo, base } = on
    const ada = tokenClient(playground, playground.token('ada'))
    expect(await refusal(ada.rest.checks.create({ ...repo, name: 'x', head_sha: base }))).toMatchObject({
      status: 403,
      message: 'You must authenticate via a GitHub App.',
    })
    const given = { permissions: PERMISSIONS, events: EVENTS, webhookUrl: 'http://127.0.0.1:1/' }
    const other = playground.app({ slug: 'other', ...given })
    const client = appClient(playground, other, await playground.install(other, ['acme/shop']))
    const change = client.rest.checks.update({ ...repo, check_run_id: created, conclusion: 'success' })
    expect((await refusal(change)).status).toBe(403)
  })
})

test('the events say created and completed', async () => {
  await on.playground.settled()
  const told = on.received.filter(({ event }) => event === 'check_run').map(({ action }) => action)
  expect(told.slice(0, 4)).toEqual(['created', 'completed', 'created', 'completed'])
})
