import { expect, test } from '@jest/globals'
import { run, steps, TOKEN } from './kit.ts'

const node = (main: string, more = '') => ({
  'action.yml': `name: tool
inputs:
  who: { description: who, required: true, default: world }
  a token: { default: "\${{ github.token }}" }
outputs: { said: { description: what } }
runs: { using: node24, main: main.cjs ${more} }
`,
  'main.cjs': main,
})
const prefixed = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]))

const hello = `
const { appendFileSync } = require('node:fs')
console.log('hello ' + process.env.INPUT_WHO + ', token ' + process.env.INPUT_A_TOKEN.length + ' long')
console.log('on ' + process.version)
appendFileSync(process.env.GITHUB_OUTPUT, 'said=hello\\n')
`

test('an action of another repository runs on this very Node, with its inputs, defaults and outputs', async () => {
  const told = await run(
    steps(`
- id: tool
  uses: reins-dev/tools/hello@v1
  with: { who: Ada, colour: red }
- run: echo "said \${{ steps.tool.outputs.said }}"`),
    { others: { 'reins-dev/tools': prefixed('hello', node(hello)) } },
  )
  expect(told.conclusion).toBe('success')
  expect(told.output).toEqual([
    "Download action repository 'reins-dev/tools@v1'",
    `hello Ada, token ${TOKEN.length} long`,
    `on ${process.version}`,
    'said hello',
  ])
  expect(told.lines).toContain(
    "##[warning]Unexpected input(s) 'colour' for reins-dev/tools/hello@v1, valid inputs are ['who', 'a token']",
  )
})

test('a local action comes from the workspace, after a checkout', async () => {
  const files = prefixed('tool', node(hello))
  const told = await run(
    steps('- uses: actions/checkout@v5\n- uses: ./tool\n- run: git log --oneline | wc -l'),
    { files },
  )
  expect(told.output).toEqual([
    `hello world, token ${TOKEN.length} long`,
    `on ${process.version}`,
    '1',
    'Post Run actions/checkout@v5',
  ])
  const without = await run(steps('- uses: ./tool'), { files })
  expect(without.errors[0]).toContain(
    'Did you forget to run actions/checkout before running your local action?',
  )
})

test("an action's pre, main and post share its state; posts run last, the last one first, also after a failure", async () => {
  const stage = (name: string) => `
const { appendFileSync } = require('node:fs')
console.log('${name} ' + process.env.INPUT_WHO + ' [' + (process.env.STATE_way ?? '') + ']')
appendFileSync(process.env.GITHUB_STATE, 'way=' + (process.env.STATE_way ?? '') + '${name} ')
`
  const action = node(stage('main'), ', pre: pre.cjs, post: post.cjs')
  const files = { ...action, 'pre.cjs': stage('pre'), 'post.cjs': stage('post') }
  const told = await run(
    steps(`
- uses: acme/tool@v1
  with: { who: one }
- run: echo between
- uses: acme/tool@v1
  with: { who: two }
- run: exit 1
- uses: acme/tool@v1
  with: { who: three }`),
    { others: { 'acme/tool': files } },
  )
  expect(told.conclusion).toBe('failure')
  expect(told.output.filter((line) => !/^(Download|Pre |Post )/.test(line))).toEqual([
    'pre one []',
    'pre two []',
    'pre three []',
    'main one [pre ]',
    'between',
    'main two [pre ]',
    'post two [pre main ]',
    'post one [pre main ]',
  ])
})

test('an action that fails fails its step', async () => {
  const told = await run(steps('- uses: acme/tool@v1'), {
    others: { 'acme/tool': node("console.log('::error::because'); process.exit(4)") },
  })
  expect(told.errors).toEqual(['because', 'The action ended with exit code 4.'])
  expect(told.conclusion).toBe('failure')
})

test('a composite action: its own inputs, steps and status; files and environment of the job', async () => {
  const action = `
name: composite
inputs: { who: { default: you } }
outputs: { all: { value: "\${{ steps.a.outputs.x }}-\${{ inputs.who }}" } }
runs:
  using: composite
  steps:
    - id: a
      shell: bash
      run: |
        echo "x=$GREETING" >> "$GITHUB_OUTPUT"
        echo "LATER=\${{ inputs.who }}" >> "$GITHUB_ENV"
        cat "$GITHUB_ACTION_PATH/text" "\${{ github.action_path }}/text"
    - if: inputs.who == 'Ada'
      shell: sh
      run: exit 1
    - if: failure()
      shell: sh
      run: echo inner failure
`
  const world = { others: { 'acme/c': { 'action.yml': action, text: 'beside\n' } } }
  const fine = await run(
    steps(`
- id: c
  uses: acme/c@v1
  env: { GREETING: hi }
- run: echo "\${{ steps.c.outputs.all }} $LATER [\${{ steps.a.outputs.x }}]"`),
    world,
  )
  expect(fine.output.slice(1)).toEqual(['beside', 'beside', 'hi-you you []'])
  const broken = await run(
    steps(`
- uses: acme/c@v1
  with: { who: Ada }
  continue-on-error: true
- run: echo goes on`),
    world,
  )
  expect(broken.conclusion).toBe('success')
  expect(broken.output.slice(1)).toEqual(['beside', 'beside', 'inner failure', 'goes on'])
})

test('a time limit on a composite action ends the step inside it', async () => {
  const action = 'runs: { using: composite, steps: [{ shell: sh, run: sleep 60 }] }'
  const told = await run(steps('- uses: acme/c@v1\n  timeout-minutes: 0.005'), {
    others: { 'acme/c': { 'action.yml': action } },
  })
  expect(told.conclusion).toBe('failure')
  expect(told.errors).toContain('The action has timed out after 0.005 minutes.')
})

test('checkout fetches the commit of the run on its branch, and forgets the token at the end', async () => {
  const told = await run(
    steps(`
- uses: actions/checkout@v5
  id: checkout
- run: |
    cat greeting; git branch --show-current; git rev-parse HEAD; git status --porcelain
    git config --get-regexp 'http.*extraheader' | wc -l
    echo \${{ steps.checkout.outputs.commit }}
- uses: actions/checkout@v5
  with: { path: again, persist-credentials: false, fetch-depth: 0, ref: main }
- run: git config --get-regexp 'http.*extraheader' | wc -l; git log --oneline | wc -l
  working-directory: again`),
    { files: { greeting: 'Grüß Gott\n' } },
  )
  expect(told.conclusion).toBe('success')
  expect(told.output.slice(0, 7)).toEqual(['Grüß Gott', 'main', told.sha, '1', told.sha, '0', '1'])
})

test.each([
  [
    'actions/checkout@v5\n  with: { submodules: true }',
    "the local runner does not know its input 'submodules'.",
  ],
  ['actions/checkout@v5\n  with: { path: ../.. }', 'is not under'],
  [
    'actions/cache@v4',
    "Unable to resolve action 'actions/cache@v4': the local GitHub has no actions/cache at v4",
  ],
  ['docker://alpine', "'docker://alpine': the local runner does not run containers."],
  [
    'acme/docker@v1',
    "'acme/docker@v1' runs using 'docker'. The local runner runs node20, node24 and composite actions.",
  ],
  ['acme/empty@v1', "Can't find 'action.yml' or 'action.yaml' for action 'acme/empty@v1'."],
  ['nonsense', "'nonsense' is neither './path' nor 'owner/repository[/path]@ref'."],
])('an action that cannot run says why: %s', async (uses, problem) => {
  const told = await run(steps(`- run: echo first\n- uses: ${uses}`), {
    others: { 'acme/docker': { 'action.yml': 'runs: { using: docker, image: x }' }, 'acme/empty': { a: '' } },
  })
  expect(told.conclusion).toBe('failure')
  expect(told.errors.join('\n')).toContain(problem)
})

test('setup-node and upload-artifact do nothing and say so', async () => {
  const told = await run(
    steps('- uses: actions/setup-node@v5\n  with: { node-version: 24 }\n- uses: actions/upload-artifact@v4'),
  )
  expect(told.conclusion).toBe('success')
  expect(told.lines).toContain(
    `##[notice]The local runner sets nothing up: steps run on Node ${process.version}.`,
  )
  expect(told.lines).toContain('##[notice]The local runner keeps no artifacts: nothing was uploaded.')
})

test('hashFiles sees the workspace', async () => {
  const told = await run(
    steps(`
- run: mkdir -p a && echo 1 > a/x.lock && echo 2 > y.lock && echo 3 > z.txt
- run: echo "\${{ hashFiles('**/*.lock') == hashFiles('a/*', 'y.lock') }} \${{ hashFiles('**/*.lock', '!a/**') == hashFiles('y.lock') }} [\${{ hashFiles('*.nope') }}]"`),
  )
  expect(told.output).toEqual(['true true []'])
})
