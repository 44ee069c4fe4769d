import { afterEach, expect, test } from '@jest/globals'
import { startPlayground } from '../../../playground/github/start-playground.ts'
import type { Playground } from '../../../playground/interface/playground.ts'
import { page } from '../../../playground/page/page.ts'
import { createRunner } from '../../../playground/runner/create-runner.ts'

const WORKFLOW = `
name: work
run-name: work on \${{ inputs.what }}
on: { workflow_dispatch: { inputs: { what: { required: true } } } }
permissions: { contents: read, id-token: write }
jobs:
  work:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: ./tool
      - run: |
          git log -1 --format='head is %s'
          status() { curl -s -o /dev/null -w '%{http_code}' -H "authorization: Bearer \${{ github.token }}" "$@"; }
          echo "reads $(status $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/contents/README.md)"
          echo "writes $(status $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues -d '{"title":"no"}')"
          curl -s -H "authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=us" |
            node -e "
              const { value } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
              const claims = JSON.parse(Buffer.from(value.split('.')[1], 'base64url'))
              console.log(claims.aud, claims.job_workflow_ref, claims.sha === process.env.GITHUB_SHA)
            "
          echo "# Worked on \${{ inputs.what }}" >> "$GITHUB_STEP_SUMMARY"
`
const FILES = {
  'README.md': '# shop\n',
  '.github/workflows/work.yml': WORKFLOW,
  'tool/action.yml': 'runs: { using: node24, main: main.cjs }\n',
  'tool/main.cjs': "console.log('the tool ran in ' + process.env.GITHUB_REPOSITORY)\n",
}

let playground: Playground
afterEach(() => playground.close())

async function dispatch(inputs: Record<string, string>) {
  return fetch(`${playground.apiUrl}/repos/acme/shop/actions/workflows/work.yml/dispatches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${playground.token('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ref: 'main', inputs }),
  })
}

test('a dispatched workflow runs against the local GitHub: git, API, OIDC, summary, page', async () => {
  playground = await startPlayground({ runner: createRunner({}), page })
  playground.user('ada')
  playground.user('acme')
  await playground.repository('acme', 'shop', FILES)
  playground.permit('acme/shop', 'ada', 'write')

  expect((await dispatch({ what: 'it' })).ok).toBe(true)
  await playground.settled()

  const [run] = playground.read.workflowRuns('acme/shop')
  const log = playground.events().flatMap((event) => (event.type === 'log' ? [event.line] : []))
  expect(run).toMatchObject({ name: 'work on it', status: 'completed', conclusion: 'success' })
  expect(run?.summaries).toEqual([{ job: 'work', markdown: '# Worked on it\n' }])
  expect(log).toEqual(
    expect.arrayContaining([
      'the tool ran in acme/shop',
      expect.stringMatching(/^head is /),
      'reads 200',
      'writes 403',
      'us acme/shop/.github/workflows/work.yml@refs/heads/main true',
    ]),
  )
  expect(log.join('\n')).not.toMatch(/ghs_/)

  const html = await (await fetch(`${playground.url}/acme/shop/actions/runs/${run?.id}`)).text()
  expect(html).toContain('the tool ran in acme/shop')
  expect(html).toContain('<h1>Worked on it</h1>')
})

test('a run cancelled through the API stops what it was doing', async () => {
  playground = await startPlayground({ runner: createRunner({}) })
  playground.user('ada')
  const slow = WORKFLOW.replace(/- run: \|[\s\S]*/, '- run: echo wait""ing; sleep 60\n')
  await playground.repository('acme', 'shop', { ...FILES, '.github/workflows/work.yml': slow })
  playground.permit('acme/shop', 'ada', 'write')
  const waiting = new Promise<void>((resolve) =>
    playground.onEvent((event) => event.type === 'log' && event.line === 'waiting' && resolve()),
  )
  await dispatch({ what: 'it' })
  await waiting
  const [run] = playground.read.workflowRuns('acme/shop')
  await playground.cancelRun('acme/shop', run?.id ?? 0, 'ada')
  await playground.settled()
  expect(playground.read.workflowRuns('acme/shop')[0]).toMatchObject({ conclusion: 'cancelled' })
})
