import { expect, test } from '@jest/globals'
import { RateLimited } from '../../../app/github/budget/rate-limited.ts'
import { isRefusal } from '../../../app/github/is-refusal.ts'

/** What GitHub said no to is told; what it was away for is tried again. */

const answered = (status: number) => Object.assign(new Error(`GitHub answered ${status}`), { status })
const graphql = (message: string) => Object.assign(new Error(message), { name: 'GraphqlResponseError' })

test.each<[string, unknown, boolean]>([
  ['something that is not there', answered(404), true],
  ['a name that is taken', answered(422), true],
  ['a commit whose branch moved', graphql('Expected branch to point to "a". Pull and try again.'), true],
  ['a server that broke', answered(500), false],
  ['a gateway without a server', answered(502), false],
  ['a request that took too long to come', answered(408), false],
  ['too many requests', answered(429), false],
  ['limits without room', new RateLimited(1_000, answered(403)), false],
  ['a query that GitHub gave up', graphql('Something went wrong while executing your query.'), false],
  ['a broken network', new TypeError('fetch failed'), false],
  ['a database that is gone', new Error('Connection terminated'), false],
])('%s', (_, error, refusal) => {
  expect(isRefusal(error)).toBe(refusal)
})
