import type { ProbotOctokit } from 'probot'
import type { Account, Budget } from './budget/budget.ts'
import type { Clock } from './budget/lane.ts'
import { PATIENCE, type Urgency } from './budget/limits.ts'
import { type Call, reads } from './budget/reads.ts'
import { type Response, toAnswer } from './budget/to-answer.ts'
import { toAsk } from './budget/to-ask.ts'

const TRIES = 3

type Plugin = Parameters<typeof ProbotOctokit.plugin>[0]

/** Whose requests a client makes, and how urgent they are; an option of Octokit's. Without it: the App's own, urgent. */
export type Spending = { account: Account; urgency: Urgency }
const OF_THE_APP: Spending = { account: 'app', urgency: 'urgent' }

/**
 * When a call is made, and made again. Every try asks the budget first. What GitHub refuses for a limit it has not done:
 * that is made again when GitHub takes it. After a 5xx or a broken connection only what reads or asks for a token is: a
 * comment or a commit that may have been written is never written again.
 */
export function ratePolicy(budget: Budget, clock: Clock): Plugin {
  return (octokit, options) => {
    const { account, urgency } = (options.spending as Spending | undefined) ?? OF_THE_APP
    octokit.hook.wrap('request', async (request, call) => {
      const ask = toAsk(call, urgency)
      const patience = clock.now() + PATIENCE[urgency]
      let cause: unknown = null
      for (let tried = 0; ; tried++) {
        const deadline = tried < TRIES ? patience : clock.now()
        const end = await budget.admit(account, ask, { deadline, cause })
        const { response, error, failed } = await attempt(() => request(call))
        const answer = response === null ? null : toAnswer(response, clock.now())
        end(answer)
        if (answer !== null && answer.limited !== null) {
          cause = failed ? error : refusalIn(response)
          octokit.log.warn(`${call.method} ${call.url}: GitHub limits the requests of ${nameOf(account)}`)
          continue
        }
        if (!failed) return response as never
        if (tried + 1 >= TRIES || !isBroken(response) || !isRepeatable(call)) throw error
        const wait = 250 * 4 ** tried
        octokit.log.warn(`${call.method} ${call.url}: again in ${wait} ms`)
        await new Promise<void>((resolve) => clock.after(wait, resolve))
      }
    })
  }
}

type Attempt = { response: Response | null; error: unknown; failed: boolean }

async function attempt(send: () => unknown): Promise<Attempt> {
  try {
    return { response: (await send()) as Response, error: null, failed: false }
  } catch (error) {
    return { response: (error as { response?: Response }).response ?? null, error, failed: true }
  }
}

/** GraphQL refuses in a successful answer. */
function refusalIn(response: Response | null): Error {
  return Object.assign(new Error('GitHub answered a query with its rate limit'), { status: 429, response })
}

function isBroken(response: Response | null): boolean {
  return response === null || response.status >= 500
}

/** Reads, and tokens: a token too many harms nobody, and a kept connection that GitHub has closed meanwhile is common. */
function isRepeatable(call: Call): boolean {
  return reads(call) || (call.method === 'POST' && call.url.endsWith('/access_tokens'))
}

function nameOf(account: Account): string {
  return account === 'app' ? 'the App' : `installation ${account}`
}
