import { z } from 'zod'
import { assignmentSchema, runKeySchema } from './assignment.ts'
import { runEventSchema } from './event.ts'

/** The one input of the workflow dispatch, as JSON: the run's key, and the app's public URL (also the OIDC audience). */
export const dispatchInputSchema = z.strictObject({ key: runKeySchema, server: z.url() })
export type DispatchInput = z.infer<typeof dispatchInputSchema>

/**
 * The API between runner and app, JSON over HTTPS.
 *
 *   POST /runs/:key/claim   Authorization: Bearer <GitHub OIDC token, audience: the app's public URL>  Claim → ClaimAnswer, once per run
 *   POST /runs/:key/events  Authorization: Bearer <run token>  Events → { stop: string | null }
 *   POST /runs/:key/report  Authorization: Bearer <run token>  Report → ReportAnswer, once per run
 *   POST /model/v1/responses, /model/v1/chat/completions  Authorization: Bearer <run token>  → the provider's stream
 *
 * A refusal is { error: string }, a sentence that says what to do, with 400, 401, 403, 404, 408, 409, 413, 415, 429 or 503;
 * of the model endpoint { error: { message, type, code } }, as a provider's client understands it.
 */
export const claimSchema = z.strictObject({
  proof: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional()
    .describe(
      '32 random bytes, base64url, made once by the process that claims: who claims again with them gets the same answer.',
    ),
})
export type Claim = z.infer<typeof claimSchema>
export const claimAnswerSchema = z.strictObject({
  token: z.string().min(32).describe('Run token: good for this run only.'),
  assignment: assignmentSchema,
})
export const eventsSchema = z.strictObject({
  events: z.array(z.strictObject({ at: z.iso.datetime(), event: runEventSchema })).max(500),
})
export const eventsAnswerSchema = z.strictObject({
  stop: z.string().nullable().describe('Why the run has to stop now, when a person stopped it.'),
})
export const reportAnswerSchema = z.strictObject({
  conclusion: z.string(),
  message: z.string().describe('What was published, or why not, in a sentence.'),
  url: z.string().nullable().describe('The pull request.'),
})
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>
export type Events = z.infer<typeof eventsSchema>
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>
export type ReportAnswer = z.infer<typeof reportAnswerSchema>
