import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { run, TOKEN } from './kit.ts'

const called = `
name: called
on:
  workflow_call:
    inputs:
      run: { required: true, type: string }
      dry: { type: boolean, default: true }
      label: { type: string, default: ubuntu-latest }
    outputs:
      said: { value: "\${{ jobs.work.outputs.said }}" }
permissions: { contents: read, id-token: write }
jobs:
  work:
    name: Work on \${{ inputs.run }}
    runs-on: \${{ inputs.label }}
    outputs: { said: "\${{ steps.a.outputs.said }}" }
    steps:
      - id: a
        run: |
          echo "said=done \${{ inputs.run }}" >> "$GITHUB_OUTPUT"
          echo "\${{ inputs.dry && 'dry' || 'wet' }} \${{ github.workflow }} $GITHUB_WORKFLOW_REF $GITHUB_REPOSITORY"
`
const path = '.github/workflows/called.yml'
const caller = (more = '', uses = `reins-dev/reins/${path}@v1`) => `
name: caller
on: { workflow_dispatch: { inputs: { run: { required: true } } } }
permissions: { contents: read, id-token: write }
jobs:
  agent:
    uses: ${uses}
    with: { run: "\${{ inputs.run }}" ${more} }
  after: { needs: agent, permissions: {}, runs-on: x, steps: [{ run: 'echo "after \${{ needs.agent.outputs.said }}"' }] }
`
const inputs = { run: 'k1' }

test('a workflow of another repository runs as the caller, and is named to OIDC by its own full ref', async () => {
  const told = await run(caller(), { inputs, others: { 'reins-dev/reins': { [path]: called } } })
  expect(told.errors).toEqual([])
  expect(told.conclusion).toBe('success')
  expect(told.jobs['agent / Work on k1']).toContain(
    'dry caller acme/shop/.github/workflows/w.yml@refs/heads/main acme/shop',
  )
  expect(told.jobs.after).toContain('after done k1')
  expect(told.asked.oidc).toEqual([`reins-dev/reins/${path}@refs/tags/v1`])
  expect(told.asked.tokens[0]).toEqual({ contents: 'read', metadata: 'read' })
})

test('a workflow of the same repository is the one of the same commit', async () => {
  const told = await run(caller(', dry: false', `./${path}`), { inputs, files: { [path]: called } })
  expect(told.conclusion).toBe('success')
  expect(told.output[0]).toMatch(/^wet caller/)
  expect(told.asked.oidc).toEqual([`acme/shop/${path}@refs/heads/main`])
})

test('a called workflow without permissions has those of its caller, and its jobs may have fewer', async () => {
  const bare = called.replace(/permissions:.*\n/, '')
  const told = await run(caller(), { inputs, others: { 'reins-dev/reins': { [path]: bare } } })
  expect(told.asked.oidc).toHaveLength(1)
  const less = called.replace(/permissions:.*\n/, 'permissions: {}\n')
  const narrowed = await run(caller(), { inputs, others: { 'reins-dev/reins': { [path]: less } } })
  expect(narrowed.asked.oidc).toEqual([])
  expect(narrowed.asked.tokens[0]).toEqual({ metadata: 'read' })
})

test('a called workflow that asks for more than its caller has is refused before anything runs', async () => {
  const greedy = called.replace('contents: read', 'contents: write, issues: read')
  const told = await run(caller(), { inputs, others: { 'reins-dev/reins': { [path]: greedy } } })
  expect(told.conclusion).toBe('failure')
  expect(told.errors).toEqual([
    `reins-dev/reins/${path}@refs/tags/v1, job 'work', is requesting 'contents: write, issues: read', but is only allowed 'contents: read, issues: none'. Give the calling job the permission, or ask for less.`,
  ])
  expect(told.asked.tokens).toEqual([])
})

test('a failure inside fails the calling job', async () => {
  const broken = called.replace('run: |', 'run: |\n          exit 1')
  const told = await run(caller(), { inputs, others: { 'reins-dev/reins': { [path]: broken } } })
  expect(told.conclusion).toBe('failure')
  expect(told.jobs.after).toBeUndefined()
})

test.each<[string, string, Record<string, string>, string]>([
  [
    'not there',
    caller('', `reins-dev/reins/${path}@v2`),
    {},
    "reins-dev/reins has no tag or branch 'v2' with that file.",
  ],
  [
    'no workflow',
    caller('', 'reins-dev/reins/other/x.yml@v1'),
    {},
    'it has to be a file in .github/workflows.',
  ],
  [
    'not to be called',
    caller(),
    { [path]: called.replace('workflow_call', 'push') },
    'cannot be called: it has no `on: workflow_call`.',
  ],
  [
    'an input too many',
    caller(', colour: red'),
    { [path]: called },
    "has no input 'colour'. It has: run, dry, label.",
  ],
  [
    'an input of the wrong kind',
    caller(', dry: maybe'),
    { [path]: called },
    "input 'dry' is 'true' or 'false', not 'maybe'.",
  ],
  [
    'a circle',
    caller(),
    { [path]: `on: workflow_call\njobs: { a: { uses: './${path}' } }` },
    'Workflows call each other in a circle',
  ],
  [
    'secrets',
    caller().replace('    with:', '    secrets: { KEY: x }\n    with:'),
    { [path]: called },
    "job 'agent' passes secrets, and the local GitHub keeps none.",
  ],
])('a call that cannot be made says why: %s', async (_title, workflow, files, problem) => {
  const told = await run(workflow, { inputs, others: { 'reins-dev/reins': files } })
  expect(told.conclusion).toBe('failure')
  expect(told.errors.join('\n')).toContain(problem)
})

test('our own release runs as it is: the example caller, the reusable workflow, the action', async () => {
  const own = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
  const release = {
    '.github/workflows/agent.yml': own('.github/workflows/agent.yml'),
    'action/action.yml': own('action/action.yml'),
    'action/dist/main.cjs':
      'console.log(process.env.INPUT_RUN, process.env.INPUT_TOKEN.length, !!process.env.ACTIONS_ID_TOKEN_REQUEST_URL)',
  }
  const order = JSON.stringify({ key: 'k1', server: 'http://app.test' })
  const told = await run(own('docs/examples/agent-workflow.yml'), {
    inputs: { run: order },
    others: { 'reins-dev/reins': release },
  })
  expect(told.conclusion).toBe('success')
  expect(told.asked.names).toEqual(['agent k1'])
  expect(told.jobs['agent / agent']).toContain(`${order} ${TOKEN.length} true`)
})
