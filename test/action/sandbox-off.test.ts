import { expect, test } from '@jest/globals'
import { finish, play, shell } from './stage/play.ts'

test('with the sandbox turned off by the operator the run goes on, and its report and page say so', async () => {
  const { report, ended } = await play({
    sandbox: 'off',
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.outcome).toEqual({ kind: 'done' })
  expect(report.isolation).toBe('none: the operator turned the sandbox off (REINS_SANDBOX=off)')
  expect(ended.summary).toContain('the operator turned the sandbox off')
})

test('with it the report names the walls', async () => {
  const { report, ended } = await play({ script: [finish({ outcome: 'nothing' })] })
  expect(report.isolation).toMatch(/^(bubblewrap|unshare): own file system, processes and network/)
  expect(ended.summary).toContain(`How the tools were kept apart: ${report.isolation.slice(0, 10)}`)
})
