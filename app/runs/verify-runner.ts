import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { type KeyPace, oidcKeys } from './oidc-keys.ts'

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
  runner_environment: z.enum(['github-hosted', 'self-hosted']).optional(),
  jti: z.string().min(1).max(200),
  /** Seconds since 1970. */
  exp: z.number(),
  /** One audience: a token that is good elsewhere too could have been taken there. */
  aud: z.string(),
})
export type RunnerClaims = z.infer<typeof claimsSchema>

export type VerifyRunner = (token: string) => Promise<
  | { kind: 'verified'; claims: RunnerClaims }
  /** 401: the token is not good. 503: GitHub's keys could not be fetched; worth trying again. */
  | { kind: 'refused'; status: 401 | 503; error: string }
>

/** Clocks may differ so much, either way. Seconds. */
const SKEW = 30
/** GitHub's tokens live for five minutes. Seconds since they were made. */
const OLDEST = 10 * 60

/**
 * Checks a job's OIDC token: GitHub's signature, issuer, audience, expiry, and that it was made just now.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function createVerifyRunner(options: {
  issuer: string
  audience: string
  pace?: KeyPace
}): VerifyRunner {
  const keys = oidcKeys(`${options.issuer}/.well-known/jwks`, options.pace)
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat', 'jti'],
        clockTolerance: SKEW,
        maxTokenAge: OLDEST,
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
  // A key that was made just now is fetched after a pause; a forgery is refused a few times more.
  if (error instanceof errors.JWKSNoMatchingKey)
    return refused(
      503,
      'The OIDC token is signed with a key that GitHub does not name. Claim again in a moment.',
    )
  if (isAboutTheKeys(error))
    return refused(503, 'GitHub’s OIDC keys cannot be fetched right now. Claim again in a moment.')
  return refused(401, 'This is no valid OIDC token of GitHub Actions. The job needs `id-token: write`.')
}

/** What went wrong is GitHub's answer, not the token. The library names no kind for an answer that is not JSON. */
function isAboutTheKeys(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return error instanceof Error
  const { JWKSTimeout, JWKSInvalid } = errors
  return error instanceof JWKSTimeout || error instanceof JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
}

function refused(status: 401 | 503, error: string) {
  return { kind: 'refused' as const, status, error }
}
