import type { ServedModel } from '../config/models.ts'
import { type NoCall, noCall } from './refuse.ts'

/** Host and port: who of several it is. */
export function providerOf({ baseUrl }: ServedModel): string {
  return new URL(baseUrl).host
}

type Failing = { model: ServedModel; silent: boolean; hungUp: boolean }

/** Why there is no answer at all. */
export function explainNoAnswer(error: unknown, { model, silent, hungUp }: Failing): NoCall {
  const provider = providerOf(model)
  if (hungUp) return noCall(403, 'run_ended', 'The call was ended: the run is over, or nobody waits for it.')
  if (silent) return noCall(504, 'provider_silent', `${provider} did not answer in time. Try again.`)
  const { code, message } = (error ?? {}) as {
    code?: unknown
    message?: unknown
  }
  const why = [code, message].find((one) => typeof one === 'string' && /^[\w ]{1,60}$/.test(one))
  return noCall(
    502,
    'provider_unreachable',
    `The model provider ${provider} cannot be reached: ${why ?? 'the connection broke'}.`,
  )
}
