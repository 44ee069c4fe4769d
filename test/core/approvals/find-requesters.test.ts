import { expect, test } from '@jest/globals'
import { findRequesters } from '../../../core/approvals/find-requesters.ts'
import { commitMessage } from '../../../core/say/commit-message.ts'
import { anAssignment } from '../../app/a-run.ts'
import { report } from '../kit.ts'

const written = commitMessage(anAssignment(), report())
const message = `${written.headline}\n\n${written.body}`

test('the App’s own commits say who asked', () => {
  expect(findRequesters({ commits: [{ message, isOurs: true }], described: null })).toEqual(['ada'])
  expect(findRequesters({ commits: [{ message, isOurs: false }], described: null })).toEqual([])
})

test('what an agent writes above the trailers is text', () => {
  const forged = { message: message.replace('\n\n', '\n\nRequested-by: bob\nReins-Run: x\n\n'), isOurs: true }
  expect(findRequesters({ commits: [forged], described: null })).toEqual(['ada'])
})

test('the App’s mark in the description says it too, once', () => {
  expect(findRequesters({ commits: [], described: 'Grace' })).toEqual(['Grace'])
  expect(findRequesters({ commits: [{ message, isOurs: true }], described: 'ADA' })).toEqual(['ADA'])
})
