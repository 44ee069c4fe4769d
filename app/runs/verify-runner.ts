import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'

/** What GitHub says about the job that holds the token. */
const claimsSchema = z.object({
  repository: z.string(),
  repository_id: z.string(),
  run_id: z.string(),
  run_attempt: z.string(),
  event_name: z.string(),
  job_workflow_ref: z.string(),
  ref: z.string(),
  sha: z.string(),
})
export type RunnerClaims = z.infer<typeof claimsSchema>

export type VerifyRunner = (token: string) => Promise<
  | { kind: 'verified'; claims: RunnerClaims }
  /** 401: the token is not good. 503: GitHub's keys could not be fetched; worth trying again. */
  | { kind: 'refused'; status: 401 | 503; error: string }
>

/**
 * Checks a job's OIDC token: GitHub's signature, issuer, audience and expiry.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function createVerifyRunner(options: { issuer: string; audience: string }): VerifyRunner {
  const keys = createRemoteJWKSet(new URL(`${options.issuer}/.well-known/jwks`))
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat'],
        clockTolerance: 30,
      })
      const claims = claimsSchema.safeParse(payload)
      if (claims.success) return { kind: 'verified', claims: claims.data }
      return refused(401, 'The token says too little about the job: it is no GitHub Actions OIDC token.')
    } catch (error) {
      return because(error, options.audience)
    }
  }
}

function because(error: unknown, audience: string) {
  if (error instanceof errors.JWTExpired)
    return refused(401, 'The OIDC token has expired. Request a new one and claim again.')
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud'
      ? refused(401, `The OIDC token was made for another audience. Request one for ${audience}.`)
      : refused(401, `The OIDC token is not accepted: its ${error.claim} is wrong.`)
  const unreachable =
    error instanceof errors.JWKSTimeout || (error instanceof Error && !(error instanceof errors.JOSEError))
  if (unreachable)
    return refused(503, 'GitHub’s OIDC keys cannot be fetched right now. Claim again in a moment.')
  return refused(401, 'This is no valid OIDC token of GitHub Actions. The job needs `id-token: write`.')
}

function refused(status: 401 | 503, error: string) {
  return { kind: 'refused' as const, status, error }
}
