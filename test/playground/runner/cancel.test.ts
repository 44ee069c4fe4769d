import { expect, test } from '@jest/globals'
import { run, start, steps } from './kit.ts'

test('a cancelled run interrupts the step, then runs what is meant to run always', async () => {
  const running = start(
    steps(`
- run: |
    trap 'echo interrupted; exit 130' INT
    echo re""ady
    while true; do sleep 0.05 || true; done
- run: echo skipped
- if: always()
  run: echo always \${{ job.status }}
- if: cancelled()
  run: echo cancelled
- if: failure()
  run: echo skipped`),
  )
  await running.seen('ready')
  running.cancel()
  expect(await running.done).toEqual({ conclusion: 'cancelled' })
  const said = running.lines.filter((line) => !line.startsWith('echo'))
  expect(said).toEqual(
    expect.arrayContaining([
      'interrupted',
      '##[error]The operation was canceled.',
      'always cancelled',
      'cancelled',
    ]),
  )
  expect(said).not.toContain('skipped')
})

test('what ignores SIGINT gets SIGTERM, and what ignores that is killed', async () => {
  const running = start(
    steps(`
- run: |
    trap 'echo got INT' INT
    trap 'echo got TERM' TERM
    echo re""ady
    while true; do sleep 0.05 || true; done`),
  )
  await running.seen('ready')
  running.cancel()
  running.cancel()
  expect(await running.done).toEqual({ conclusion: 'cancelled' })
  const said = running.lines.filter((line) => line.startsWith('got'))
  expect(said).toEqual(['got INT', 'got TERM'])
  expect(running.leftovers()).toEqual([])
})

test('a running step that is meant to run always goes on, and is ended in the end', async () => {
  const running = start(
    steps(`
- if: always()
  run: echo re""ady; sleep 0.3; echo finished in peace
- if: always()
  run: sleep 60`),
    { timing: { cancel: 900 } },
  )
  await running.seen('ready')
  running.cancel()
  expect(await running.done).toEqual({ conclusion: 'cancelled' })
  expect(running.lines).toContain('finished in peace')
  expect(running.lines).toContain('##[error]The operation was canceled.')
})

test('jobs that had not begun are cancelled, but those that ask to run always', async () => {
  const running = start(`
on: workflow_dispatch
jobs:
  first: { runs-on: x, steps: [{ run: 'echo re""ady; sleep 60' }] }
  second: { needs: first, runs-on: x, steps: [{ run: echo skipped }] }
  third: { needs: second, if: always(), runs-on: x, steps: [{ run: 'echo "third after \${{ needs.second.result }}"' }] }
`)
  await running.seen('ready')
  running.cancel()
  expect(await running.done).toEqual({ conclusion: 'cancelled' })
  expect(running.jobs.second).toBeUndefined()
  expect(running.jobs.third).toContain('third after cancelled')
})

test('a step that takes too long fails, and the job goes on as after any failure', async () => {
  const told = await run(
    steps(`
- run: sleep 60
  timeout-minutes: 0.005
- if: failure()
  run: echo after`),
  )
  expect(told.conclusion).toBe('failure')
  expect(told.errors).toEqual(['The action has timed out after 0.005 minutes.'])
  expect(told.output).toEqual(['after'])
})

test('a job that takes too long ends as timed out', async () => {
  const told = await run(
    steps(`
- run: sleep 60
- if: always()
  run: echo always`).replace('    steps:', '    timeout-minutes: ${{ fromJSON(0.005) }}\n    steps:'),
  )
  expect(told.conclusion).toBe('timed_out')
  expect(told.errors).toContain('The job has exceeded the maximum execution time of 0.005 minutes.')
  expect(told.output).toEqual(['always'])
})

test('a run cancelled before it began starts nothing', async () => {
  const running = start(steps('- run: echo started'))
  running.cancel()
  expect(await running.done).toEqual({ conclusion: 'cancelled' })
  expect(running.lines).toEqual([])
})
