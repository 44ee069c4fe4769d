import type { ServedModel } from '../config/models.ts'
import type { Body } from '../http/read-body.ts'
import type { Run } from '../runs/run.ts'
import type { RunStore } from '../runs/run-store.ts'
import { allowBody, MOST_OUTPUT, type ModelBody } from './allowed-body.ts'
import type { Plan } from './budget.ts'
import type { Conversation } from './conversations.ts'
import type { KnownPrompt } from './known-prompts.ts'
import { findModel, openCall } from './open-call.ts'
import { type NoCall, noCall } from './refuse.ts'
import { type ProviderText, toProviderText } from './to-provider-text.ts'

/** A run that asks so often for what is not allowed is not heard any more: reading it costs, too. */
const MOST_REFUSED = 50

export type Asking = {
  run: Run
  api: 'responses' | 'chat'
  /** The request is read only when the run may call at all. */
  read: () => Promise<Body>
  conversation: Conversation
}
export type ReadyCall = {
  kind: 'ready'
  model: ServedModel
  text: ProviderText
  plan: Extract<Plan, { kind: 'affordable' }>
  prompt: KnownPrompt
}

/** Reads what a run asks, and takes what it may cost off what is left; or says why the call is not made. */
export async function prepareCall(
  { runs, models }: { runs: RunStore; models: ServedModel[] },
  asking: Asking,
): Promise<ReadyCall | NoCall> {
  const { run, conversation } = asking
  if (conversation.refused >= MOST_REFUSED)
    return noCall(
      429,
      'run_request_limit',
      'The spend limit of calls for this run is reached: it asked too often for what is not allowed.',
    )
  const understood = await understand(models, asking)
  if (understood.kind === 'refused') {
    conversation.refused++
    return understood
  }
  const { model, text, body } = understood
  const prompt = conversation.prompts.look(model.name, text)
  const wanted = wantedOutput(body)
  let opened: ReturnType<typeof openCall> = noCall(503, 'try_again', 'The run could not be read. Try again.')
  // In one step with what is left, so that of calls at the same time no two take the same.
  await runs.updateInMonth(run.key, (now, committed) => {
    const { price } = model
    const open = (inputTokens: number) =>
      openCall(now, { price, inputTokens, committed, wanted, open: conversation.open })
    opened = open(prompt.bytes)
    // Where money is plenty nobody needs to look closer.
    if (opened.kind === 'refused' || opened.maxOutput < (wanted ?? MOST_OUTPUT))
      opened = open(prompt.mostTokens())
    return opened.kind === 'refused' ? {} : { reserved: now.reserved + opened.cost }
  })
  const plan = opened as ReturnType<typeof openCall>
  return plan.kind === 'refused' ? plan : { kind: 'ready', model, text, plan, prompt }
}

async function understand(models: ServedModel[], { run, api, read }: Asking) {
  const { model: own, roles = {} } = run.assignment
  if (![own, ...Object.values(roles)].some((one) => one?.api === api))
    return noCall(403, 'wrong_api', `This run was assigned the ${own.api} API.`)
  const given = await read()
  if (given.kind === 'refused') return noCall(given.status, 'not_read', given.error)
  const allowed = allowBody(api, given.text)
  if (allowed.kind === 'refused') return noCall(400, 'not_allowed', allowed.error)
  const { body } = allowed
  const found = findModel(run, { api, body, served: models })
  if (found.kind === 'refused') return found
  try {
    const text = toProviderText(api, body, `installation ${run.installation}`)
    return { kind: 'understood' as const, model: found.model, text, body }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return noCall(400, 'not_allowed', 'Not allowed through this endpoint: the request is nested too deeply.')
  }
}

function wantedOutput(body: ModelBody): number | null {
  const wanted = body.max_output_tokens ?? body.max_completion_tokens ?? body.max_tokens
  return typeof wanted === 'number' ? wanted : null
}
