import { randomBytes, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { resolveCommit } from '../git/resolve.ts'
import { findRepository, fullName, type Repository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'

/** A job that may ask for id tokens. */
export type IdTokenGrant = { repository: Repository; run: WorkflowRun; jobWorkflowRef: string }

export type SigningKey = { privateKey: CryptoKey; jwk: JWK }

const KEY_ID = 'playground'
/** Seconds; GitHub's tokens live so long. */
const LIFETIME = 5 * 60

/** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN of one job; good until the run ends. */
export function grantIdToken(world: World, grant: IdTokenGrant) {
  const requestToken = `ghi_${randomBytes(32).toString('base64url')}`
  world.idTokenGrants.set(requestToken, grant)
  return {
    // Clients append &audience=…, so there is a query already, as in GitHub's.
    requestUrl: `${world.urls.issuer}/request/${grant.run.id}?api-version=2.0`,
    requestToken,
  }
}

/** A job's token with GitHub's claims; `claims` replaces some, for stories about forged or foreign ones. */
export async function signIdToken(
  world: World,
  grant: IdTokenGrant,
  given: { audience: string; claims?: Record<string, unknown> },
): Promise<string> {
  const now = Math.floor(world.settings.now() / 1000)
  const { privateKey } = await signingKey(world)
  return new SignJWT({
    jti: randomUUID(),
    aud: given.audience,
    iss: world.urls.issuer,
    ...honestClaims(grant),
    job_workflow_sha: await workflowSha(world, grant),
    nbf: now - LIFETIME,
    iat: now,
    exp: now + LIFETIME,
    ...given.claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })
    .sign(privateKey)
}

/** https://docs.github.com/en/actions/reference/security/oidc */
function honestClaims({ repository, run, jobWorkflowRef }: IdTokenGrant) {
  const name = fullName(repository)
  const own = `${name}/${run.workflow.path}@${run.ref}`
  return {
    sub: `repo:${name}:ref:${run.ref}`,
    ref: run.ref,
    sha: run.headSha,
    repository: name,
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repository_id: String(repository.id),
    repository_visibility: repository.private ? 'private' : 'public',
    run_id: String(run.id),
    run_number: String(run.runNumber),
    run_attempt: String(run.attempt),
    actor: run.actor.account.login,
    actor_id: String(run.actor.account.id),
    workflow: run.workflow.name,
    workflow_ref: own,
    workflow_sha: run.headSha,
    head_ref: '',
    base_ref: '',
    event_name: run.event,
    ref_protected: 'false',
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    job_workflow_ref: jobWorkflowRef,
    runner_environment: 'github-hosted',
  }
}

/** The commit a reusable workflow was read at: "owner/name/path@ref". */
async function workflowSha(world: World, { jobWorkflowRef, run }: IdTokenGrant): Promise<string> {
  const [, owner = '', name = '', ref = ''] = /^([^/]+)\/([^/]+)\/.+?@(.+)$/.exec(jobWorkflowRef) ?? []
  const repository = findRepository(world, owner, name)
  return (repository && (await resolveCommit(repository.git, ref))) ?? run.headSha
}

/** Made at first need: most stories never ask for a token. */
export function signingKey(world: World): Promise<SigningKey> {
  world.signingKey ??= (async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const jwk = await exportJWK(publicKey)
    return { privateKey, jwk: { ...jwk, kid: KEY_ID, alg: 'RS256', use: 'sig' } }
  })()
  return world.signingKey
}
