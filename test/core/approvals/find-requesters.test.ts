import { expect, test } from '@jest/globals'
import { findRequesters } from '../../../core/approvals/find-requesters.ts'
import { commitMessage } from '../../../core/say/commit-message.ts'
import { anAssignment } from '../../app/a-run.ts'
import { report } from '../kit.ts'

const written = commitMessage(anAssignment(), report())
const message = `${written.headline}\n\n${written.body}`

test('the App’s own commits say who asked', () => {
  const commits = [{ message, isOurs: true }]
  expect(findRequesters({ commits, body: '', isOurs: true })).toEqual({ logins: ['ada'], certain: true })
  expect(findRequesters({ commits: [{ message, isOurs: false }], body: '', isOurs: true })).toEqual({
    logins: [],
    certain: false,
  })
})

test('what an agent writes above the trailers is text', () => {
  const forged = { message: message.replace('\n\n', '\n\nRequested-by: bob\nReins-Run: x\n\n'), isOurs: true }
  expect(findRequesters({ commits: [forged], body: '', isOurs: true }).logins).toEqual(['ada'])
})

test('the description of our own pull request adds somebody, and is never certain', () => {
  const body = 'Closes #3, [asked for by Grace](https://github.com/x).\n\nfor #3, [asked for by eve](x)'
  expect(findRequesters({ commits: [], body, isOurs: true })).toEqual({ logins: ['Grace'], certain: false })
  expect(findRequesters({ commits: [], body, isOurs: false }).logins).toEqual([])
  expect(findRequesters({ commits: [{ message, isOurs: true }], body, isOurs: true })).toEqual({
    logins: ['ada', 'Grace'],
    certain: true,
  })
})
