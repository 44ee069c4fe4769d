import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { plainError } from '../../app/log/plain-error.ts'
import { createScope } from '../../app/log/scope.ts'
import { aWholeStory, CANARIES } from './a-whole-story.ts'

/** The app's log: what happened to which delivery and run, in ids. */

type Line = {
  level: number
  msg: string
  delivery?: string
  run?: string
  repository?: number
  installation?: number
}

test('a whole story stands in the log, step by step, in ids and stable words alone', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'reins-log-')), 'log')
  const logTo = openSync(path, 'a')
  const { story, runner } = await aWholeStory({ logTo, variables: { LOG_LEVEL: 'info' } })
  const { guid } = await story.heard('issue_comment')
  await story.redeliver(guid)
  const text = readFileSync(path, 'utf8')
  closeSync(logTo)
  for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary)
  for (const own of [/(?<![0-9a-z])ada(?![0-9a-z])/, 'Take discounts', 'reins/issue-1', 'cart.js'])
    expect(text).not.toMatch(own)

  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  expect(lines.filter(({ level }) => level > 30)).toEqual([])
  const repository = runner.assignment?.repository.id
  const ofRun = lines.filter(({ run }) => run !== undefined)
  expect(ofRun.map(({ msg }) => msg)).toEqual([
    'run queued',
    'run moved',
    'run moved',
    'model call',
    'run moved',
    'run moved',
    'run ended',
  ])
  // The first one is part of the work on a delivery, and says so.
  for (const line of ofRun)
    expect(line).toMatchObject({ run: runner.key, repository, installation: story.installation })

  const ofDelivery = lines.filter(({ delivery }) => delivery === guid)
  // The workflow is started by a task of its own.
  expect(ofDelivery.map(({ msg }) => msg)).toEqual([
    'delivery stored',
    'job started',
    'decided',
    'run queued',
    'job ended',
    'delivery seen before',
  ])
  for (const line of ofDelivery)
    expect(line).toMatchObject({ delivery: guid, repository, installation: story.installation })
  expect(new Set(lines.map(({ msg }) => msg))).toEqual(
    new Set([
      'delivery stored',
      'delivery seen before',
      'job started',
      'job ended',
      'decided',
      'run queued',
      'run moved',
      'model call',
      'run ended',
    ]),
  )
})

test('ids are those of the work at hand, however deep, and of nothing beside it', async () => {
  const scope = createScope()
  const pause = () => new Promise((resolve) => setImmediate(resolve))
  const inside = (delivery: string) =>
    scope.within({ delivery }, async () => {
      await pause()
      return scope.within({ run: `of ${delivery}` }, async () => {
        await pause()
        return scope.ids()
      })
    })
  expect(await Promise.all([inside('a'), inside('b')])).toEqual([
    { delivery: 'a', run: 'of a' },
    { delivery: 'b', run: 'of b' },
  ])
  expect(scope.ids()).toEqual({})
})

test('an error of GitHub’s is logged without the request that it carries', () => {
  const error = Object.assign(new Error('Validation Failed'), {
    ...{ status: 422, request: { body: CANARIES.body }, response: { data: CANARIES.comment } },
    cause: Object.assign(new Error('broken'), { code: 'ECONNRESET', request: CANARIES.title }),
  })
  const plain = plainError(new AggregateError([error], 'all of it'))
  expect(plain).toMatchObject({
    message: 'all of it',
    errors: [{ message: 'Validation Failed', status: 422, cause: { code: 'ECONNRESET' } }],
  })
  expect(JSON.stringify(plain)).not.toContain('canary')
})

test('what is thrown and is no error is told by its kind, and a cause of itself ends', () => {
  expect(plainError({ body: CANARIES.body })).toBe('not an error')
  const circular = new Error('again')
  circular.cause = circular
  expect(JSON.stringify(plainError(circular)).match(/"again"/g)).toHaveLength(4)
})
