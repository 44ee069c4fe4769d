import { generateKeyPairSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import type { Attempt } from '../../row.ts'
import { claims, honestClaims, WORKFLOW } from './waiting-run.ts'

const now = () => Math.floor(Date.now() / 1000)

/** Jobs that are not the one we started, and tokens that GitHub did not make. */
export const FORGED_CLAIMS: Attempt[] = [
  claims('a key that does not exist', { key: 'z'.repeat(26) }, 'app: run state'),
  claims('a key with a way out in it', { key: '..%2F..%2Fhealth' }, 'app: run state'),
  claims('another repository', { claims: { repository_id: '999', repository: 'acme/shop' } }),
  claims('another workflow run', { claims: { run_id: '999' } }),
  claims('a second attempt of the same workflow run', { claims: { run_attempt: '2' } }),
  claims('another event', { claims: { event_name: 'push' } }),
  claims('another ref', { claims: { ref: 'refs/heads/evil' } }),
  claims('a workflow of the attacker', {
    claims: { job_workflow_ref: `evil/reins/.github/workflows/agent.yml@refs/tags/v1` },
  }),
  claims('a workflow of the repository itself', {
    claims: { job_workflow_ref: 'acme/shop/.github/workflows/agent.yml@refs/heads/main' },
  }),
  claims('our workflow on a branch of the attacker', {
    claims: { job_workflow_ref: `${WORKFLOW}@refs/heads/evil` },
  }),
  claims('our workflow on a tag that begins like ours on a branch', {
    claims: { job_workflow_ref: `${WORKFLOW}@refs/heads/refs/tags/v1` },
  }),
  claims('another file of our release', { claims: { job_workflow_ref: `${WORKFLOW}.evil@refs/tags/v1` } }),
  claims('claims that are lists and objects', {
    claims: { run_id: ['1'], repository_id: { toString: '1' } },
  }),
  claims('a token for another audience', { audience: 'https://elsewhere.example' }),
  claims('a token for many audiences, none of them ours', {
    claims: { aud: ['https://a.example', 'https://b.example'] },
  }),
  claims('a token that has expired', { claims: { exp: now() - 3_600 } }),
  claims('a token that is not yet good', { claims: { nbf: now() + 3_600 } }),
  claims('a token of another issuer', { claims: { iss: 'https://token.actions.githubusercontent.com' } }),
  claims('no token at all', { token: '' }),
  claims('a token without signature', async (there) => ({
    token: new UnsecuredJWT((await honestClaims(there)).claims).encode(),
  })),
  claims('a token signed with a key of the attacker', async (there) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { claims } = await honestClaims(there)
    return {
      token: await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'playground' })
        .sign(privateKey),
    }
  }),
  claims('a token signed with GitHub’s public key as a password', async (there) => {
    const { claims } = await honestClaims(there)
    const keys = await (await fetch(`${there.world.github.oidcIssuer}/.well-known/jwks`)).text()
    return {
      token: await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'playground' })
        .sign(Buffer.from(keys)),
    }
  }),
  claims('a good token whose middle was exchanged', async (there) => {
    const { token, claims } = await honestClaims(there)
    const [head, , signature] = token.split('.')
    const other = Buffer.from(JSON.stringify({ ...claims, run_id: '1' })).toString('base64url')
    return { token: `${head}.${other}.${signature}` }
  }),
  claims('a token of 100 kB', { token: `a.${'b'.repeat(15_000)}.c` }),
]
