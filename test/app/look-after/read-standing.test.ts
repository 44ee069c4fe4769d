import { afterEach, expect, test } from '@jest/globals'
import { CLOCK, createBudget } from '../../../app/github/budget/budget.ts'
import { createOctokit } from '../../../app/github/octokit.ts'
import { ratePolicy } from '../../../app/github/rate-policy.ts'
import { readStanding } from '../../../app/github/read-standing.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'
import { startPlayground } from '../../../playground/github/start-playground.ts'
import type { Playground } from '../../../playground/interface/playground.ts'

/** What is still there, in one call. */

let github: Playground
const budget = createBudget({ clock: CLOCK })
afterEach(async () => {
  budget.close()
  await github.close()
})

test('repository, issue and branch: there, closed, gone, and another one of the same name', async () => {
  github = await startPlayground()
  await github.repository('acme', 'shop', { 'README.md': 'Shop.\n' })
  const [shop] = github.read.repositories()
  const repository = shop?.id ?? 0
  const issue = await github.openIssue('acme/shop', { title: 'One', body: '', actor: 'ada' })
  const closed = await github.openIssue('acme/shop', { title: 'Two', body: '', actor: 'ada' })
  await github.closeIssue('acme/shop', closed, 'ada')
  const Octokit = createOctokit(createRedactor(), ratePolicy(budget, CLOCK))
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  const octokit = new Octokit({
    auth: { token: github.token('ada') },
    baseUrl: github.apiUrl,
    log: quiet,
  })
  const look = (more: object = {}, repo = 'shop') =>
    readStanding({ octokit, at: { owner: 'acme', repo } }, { repository, issue, branch: 'main', ...more })
  const fine = { repository: 'there', issue: 'open', branch: 'there' }
  const gone = { repository: 'gone', issue: 'gone', branch: 'gone' }

  expect(await look()).toEqual(fine)
  expect(await look({ issue: closed })).toEqual({ ...fine, issue: 'closed' })
  expect(await look({ issue: 987 })).toEqual({ ...fine, issue: 'gone' })
  expect(await look({ branch: 'feature' })).toEqual({ ...fine, branch: 'gone' })
  expect(await look({ repository: 987 })).toEqual(gone)
  expect(await look({}, 'another')).toEqual(gone)
  github.fail({ method: 'POST', path: /graphql$/ }, { status: 403, body: { message: 'No.' } })
  await expect(look()).rejects.toThrow('No.')
})
