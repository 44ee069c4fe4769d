import { expect, test } from '@jest/globals'
import { run } from './kit.ts'

const job = (lines: string) => lines.replace(/^/gm, '  ')

test('jobs run in the order of their needs, and pass outputs on', async () => {
  const told = await run(`
on: workflow_dispatch
jobs:
  last:
    needs: [left, right]
    runs-on: ubuntu-latest
    steps:
      - run: echo \${{ needs.left.outputs.said }} \${{ needs.right.result }}
  left:
    runs-on: ubuntu-latest
    outputs: { said: "\${{ steps.a.outputs.said }} from \${{ github.job }}" }
    steps:
      - id: a
        run: echo said=hello >> "$GITHUB_OUTPUT"
  right: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`)
  expect(told.conclusion).toBe('success')
  expect(told.jobs.last).toContain('hello from left success')
})

test('jobs that do not need each other run at the same time', async () => {
  const wait = 'for i in $(seq 100); do [ -e $OTHER ] && exit 0; sleep 0.05; done; exit 1'
  const told = await run(`
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: 'touch ../../../../here-a; OTHER=../../../../here-b; ${wait}' }] }
  b: { runs-on: x, steps: [{ run: 'touch ../../../../here-b; OTHER=../../../../here-a; ${wait}' }] }
`)
  expect(told.conclusion).toBe('success')
})

test('a failed job skips those that need it, however far, unless they ask to run', async () => {
  const told = await run(`
on: workflow_dispatch
jobs:
  broken: { runs-on: x, steps: [{ run: exit 1 }] }
  after: { needs: broken, runs-on: x, steps: [{ run: echo no }] }
  always: { needs: broken, if: always(), runs-on: x, steps: [{ run: 'echo always \${{ needs.broken.result }}' }] }
  far: { needs: always, runs-on: x, steps: [{ run: echo no }] }
  rescue: { needs: [far, always], if: failure(), runs-on: x, steps: [{ run: 'echo rescue \${{ needs.far.result }}' }] }
`)
  expect(told.conclusion).toBe('failure')
  expect(told.output).toEqual(['always failure', 'rescue skipped'])
})

test('a job with continue-on-error fails without failing the run', async () => {
  const told = await run(`
on: workflow_dispatch
jobs:
  soft: { runs-on: x, continue-on-error: true, steps: [{ run: exit 1 }] }
  after: { needs: soft, runs-on: x, steps: [{ run: echo goes on }] }
`)
  expect(told.conclusion).toBe('success')
  expect(told.output).toEqual(['goes on'])
})

test('a run in which every job was skipped is not green', async () => {
  const told = await run(`
on: workflow_dispatch
jobs: { a: { if: "github.actor == 'nobody'", runs-on: x, steps: [{ run: echo no }] } }
`)
  expect(told.conclusion).toBe('skipped')
  expect(told.lines).toEqual(['Every job was skipped: nothing was done.'])
})

test('an output that holds a secret stays in its job', async () => {
  const told = await run(`
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    outputs: { leak: "\${{ github.token }}", fine: ok }
    steps: [{ run: 'true' }]
  b: { needs: a, runs-on: x, steps: [{ run: 'echo "[\${{ needs.a.outputs.leak }}|\${{ needs.a.outputs.fine }}]"' }] }
`)
  expect(told.output).toContain('[|ok]')
  expect(told.lines).toContain("##[warning]Skip output 'leak' since it may contain secret.")
})

test('inputs have their types and defaults, and the name of the run is made of them', async () => {
  const told = await run(
    `
name: Ship
run-name: ship \${{ fromJSON(inputs.run).key }} for \${{ github.actor }}
on:
  workflow_dispatch:
    inputs:
      run: { required: true, type: string }
      dry: { type: boolean, default: false }
      count: { type: number, default: 2 }
      kind: { type: choice, options: [a, b], default: a }
jobs:
  a:
    runs-on: x
    steps:
      - run: echo "\${{ inputs.dry == true }} \${{ inputs.count }} \${{ inputs.kind }} \${{ github.event.inputs.dry }} \${{ github.workflow }}"
`,
    { inputs: { run: '{"key": "k1"}', dry: 'true' } },
  )
  expect(told.asked.names).toEqual(['ship k1 for ada'])
  expect(told.output).toEqual(['true 2 a true Ship'])
})

test.each([
  [{}, "input 'run' is required and was not given."],
  [{ run: 'x', other: 'y' }, "has no input 'other'. It has: run, dry."],
  [{ run: 'x', dry: 'yes' }, "input 'dry' is 'true' or 'false', not 'yes'."],
])('inputs that do not fit are refused: %j', async (inputs, problem) => {
  const told = await run(
    `
on: { workflow_dispatch: { inputs: { run: { required: true }, dry: { type: boolean } } } }
jobs: { a: { runs-on: x, steps: [{ run: echo no }] } }
`,
    { inputs: inputs as Record<string, string> },
  )
  expect(told.conclusion).toBe('failure')
  expect(told.errors[0]).toContain(problem)
  expect(told.output).toEqual([])
})

test.each([
  ['no permissions', '', '', { contents: 'read', packages: 'read', metadata: 'read' }],
  [
    'of the workflow',
    'permissions: { pull-requests: write }',
    '',
    { pull_requests: 'write', metadata: 'read' },
  ],
  [
    'of the job, not both',
    'permissions: write-all',
    'permissions: { checks: write, contents: none }',
    { checks: 'write', metadata: 'read' },
  ],
  ['none', 'permissions: {}', '', { metadata: 'read' }],
])('the token has the permissions %s', async (_title, workflow, own, expected) => {
  const told = await run(`on: workflow_dispatch
${workflow}
jobs:
  a:
    runs-on: x
${job(job(own))}
    steps: [{ run: 'true' }]
`)
  expect(told.asked.tokens).toEqual([expected])
})

test('a job gets OIDC only with `id-token: write`', async () => {
  const told = await run(`
on: workflow_dispatch
jobs:
  with:
    permissions: { id-token: write }
    runs-on: x
    steps: [{ run: 'echo "with $ACTIONS_ID_TOKEN_REQUEST_URL $ACTIONS_ID_TOKEN_REQUEST_TOKEN"' }]
  without: { runs-on: x, steps: [{ run: 'echo "without [$ACTIONS_ID_TOKEN_REQUEST_URL]"' }] }
`)
  expect(told.output).toEqual(expect.arrayContaining(['with http://oidc.test/token?job=1 ***', 'without []']))
  expect(told.asked.oidc).toEqual(['acme/shop/.github/workflows/w.yml@refs/heads/main'])
})

test.each([
  [
    'on: push\njobs: { a: { runs-on: x, steps: [{ run: a }] } }',
    "does not have 'workflow_dispatch' trigger.",
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ rum: a }] } }',
    'jobs.a.steps[0]: Unrecognized key: "rum"',
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ name: a }] } }',
    'a step has either `run` or `uses`',
  ],
  ['on: workflow_dispatch\njobs: { a: { steps: [{ run: a }] } }', 'jobs.a: `runs-on` is missing'],
  [
    'on: workflow_dispatch\njobs: { a: { needs: b, runs-on: x, steps: [{ run: a }] } }',
    "job 'a' needs job 'b', which does not exist.",
  ],
  [
    'on: workflow_dispatch\njobs: { a: { needs: b, runs-on: x, steps: [{ run: a }] }, b: { needs: a, runs-on: x, steps: [{ run: a }] } }',
    'jobs need each other in a circle: a → b → a',
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: x, strategy: { matrix: { n: [1] } }, steps: [{ run: a }] } }',
    "job 'a' asks for a matrix (`strategy`), which the local runner does not have.",
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: windows-latest, steps: [{ run: a }] } }',
    "'runs-on: windows-latest': the local runner is this machine",
  ],
  [
    'on: workflow_dispatch\npermissions: { everything: write }\njobs: { a: { runs-on: x, steps: [{ run: a }] } }',
    "'everything' is no permission.",
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ run: "echo ${{ nope.x }}" }] } }',
    "Unrecognized named-value: 'nope'.",
  ],
  [
    'on: workflow_dispatch\njobs: { a: { runs-on: x, steps: [{ run: a, if: nope() }] } }',
    "Unrecognized function: 'nope'.",
  ],
  ['on: [', 'Invalid file .github/workflows/w.yml (line 1, column'],
])('a workflow that cannot run says why: %s', async (workflow, problem) => {
  const told = await run(workflow)
  expect(told.conclusion).toBe('failure')
  expect(told.errors.join('\n')).toContain(problem)
  expect(told.output).toEqual([])
})
