import { randomBytes } from 'node:crypto'
import {
  type Claim,
  type ClaimAnswer,
  claimAnswerSchema,
  type DispatchInput,
} from '../../core/run/run-api.ts'
import { postJson, type Wire } from './post-json.ts'

/**
 * Proves to the app which run this job is. An answer that was lost is asked for again: the proof says that it is this process.
 *
 * @returns the run's token and its assignment, or why there is none.
 */
export async function claim(
  run: DispatchInput,
  identity: () => Promise<string>,
  wire: Wire,
): Promise<{ kind: 'ok'; claimed: ClaimAnswer } | { kind: 'refused'; message: string }> {
  const token = await identity().catch((error: Error) => error)
  if (token instanceof Error)
    return { kind: 'refused', message: `GitHub gave no token that says which run this is: ${token.message}` }
  const path = `/runs/${run.key}/claim`
  const posted = await postJson(wire, {
    path,
    token,
    body: { proof: randomBytes(32).toString('base64url') } satisfies Claim,
    answer: claimAnswerSchema,
    tries: 10,
    timeout: 20_000,
  })
  if (posted.kind === 'ok') return { kind: 'ok', claimed: posted.value }
  if (posted.kind === 'refused') return { kind: 'refused', message: posted.message }
  return { kind: 'refused', message: `The app at ${wire.server} could not be reached: ${posted.message}` }
}
