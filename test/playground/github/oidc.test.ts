import { describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { stage } from './kit.ts'

const on = stage()

async function keys() {
  const discovery = await fetch(`${on.playground.oidcIssuer}/.well-known/openid-configuration`)
  const { issuer, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string }
  expect(issuer).toBe(on.playground.oidcIssuer)
  return createRemoteJWKSet(new URL(jwks_uri))
}

async function dispatched(): Promise<number> {
  const { data } = await on.bot.request(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    {
      ...on.repo,
      workflow_id: 'agent.yml',
      ref: 'main',
      inputs: { run: '{}' },
      return_run_details: true,
    },
  )
  return (data as { workflow_run_id: number }).workflow_run_id
}

describe("a job's id token", () => {
  test('is signed by the issuer and says which run it is of', async () => {
    const run = await dispatched()
    const token = await on.playground.oidcToken(run, 'https://app.example')
    const { payload, protectedHeader } = await jwtVerify(token, await keys(), {
      issuer: on.playground.oidcIssuer,
      audience: 'https://app.example',
      algorithms: ['RS256'],
    })
    expect(protectedHeader.kid).toBeDefined()
    const [repository] = on.playground.read.repositories()
    expect(payload).toMatchObject({
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      repository_id: String(repository?.id),
      repository_owner: 'acme',
      run_id: String(run),
      run_number: '1',
      run_attempt: '1',
      workflow: 'agent',
      workflow_ref: 'acme/shop/.github/workflows/agent.yml@refs/heads/main',
      job_workflow_ref: 'acme/shop/.github/workflows/agent.yml@refs/heads/main',
      ref: 'refs/heads/main',
      sha: on.base,
      actor: 'reins[bot]',
      event_name: 'workflow_dispatch',
      runner_environment: 'github-hosted',
    })
  })

  test('can be forged for a story, claim by claim', async () => {
    const run = await dispatched()
    const claims = { repository_id: '1', exp: 1 }
    const token = await on.playground.oidcToken(run, 'https://app.example', claims)
    await expect(jwtVerify(token, await keys())).rejects.toThrow(/exp/)
  })

  test('is not given to somebody without the request token of a job', async () => {
    const address = `${on.playground.oidcIssuer}/request/1?api-version=2.0&audience=x`
    expect((await fetch(address)).status).toBe(401)
    expect((await fetch(address, { headers: { authorization: 'Bearer invented' } })).status).toBe(401)
  })
})
