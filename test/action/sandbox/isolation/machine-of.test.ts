import { expect, test } from '@jest/globals'
import { machineOf } from '../../../../action/sandbox/isolation/machine-of.ts'

const JOB = {
  HOME: '/home/runner/',
  RUNNER_WORKSPACE: '/runner/_work/shop/',
  GITHUB_WORKSPACE: '/runner/_work/shop/../shop/shop',
  RUNNER_TOOL_CACHE: '/opt/tools/',
}

test('folders stand in it by one name, whatever slashes and dots the job wrote', () => {
  const machine = machineOf(JOB, { path: '/usr/bin', temp: '/runner/_work/_temp/' })
  expect(machine).toMatchObject({ home: '/home/runner', toolCache: '/opt/tools' })
  expect(machine.forbidden).toEqual([
    '/runner/_work/_temp',
    '/runner/_work/shop/shop',
    '/runner/_work/shop',
    '/runner/_work',
  ])
})

test('an empty or relative tool cache is none', () => {
  for (const RUNNER_TOOL_CACHE of ['', 'tools', undefined])
    expect(machineOf({ ...JOB, RUNNER_TOOL_CACHE }, { path: '', temp: '/t' }).toolCache).toBeNull()
})
