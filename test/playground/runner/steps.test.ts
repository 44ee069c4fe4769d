import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { run, steps, TOKEN } from './kit.ts'

test('steps share a folder, and the first that fails ends the job', async () => {
  const told = await run(
    steps(`
- run: echo one > file
- run: |
    cat file
    false
    echo not reached
- run: echo skipped`),
  )
  expect(told.conclusion).toBe('failure')
  expect(told.output).toEqual(['one'])
  expect(told.errors).toEqual(['Process completed with exit code 1.'])
})

test('`if` decides what runs after a failure', async () => {
  const told = await run(
    steps(`
- run: exit 3
  id: first
- run: echo skipped
- if: failure() && steps.first.outcome == 'failure'
  run: echo on failure
- if: always()
  run: echo always
- if: \${{ success() }}
  run: echo skipped
- if: cancelled()
  run: echo skipped`),
  )
  expect(told.conclusion).toBe('failure')
  expect(told.output).toEqual(['on failure', 'always'])
})

test('continue-on-error keeps the job going and tells outcome from conclusion', async () => {
  const told = await run(
    steps(`
- id: soft
  run: exit 1
  continue-on-error: true
- run: echo \${{ steps.soft.outcome }} \${{ steps.soft.conclusion }}`),
  )
  expect(told.conclusion).toBe('success')
  expect(told.output).toEqual(['failure success'])
})

test('`shell: bash` fails on a broken pipe, the default shell does not, sh is sh', async () => {
  const told = await run(
    steps(`
- run: false | true; echo default goes on
- shell: sh
  run: echo "sh \${BASH_VERSION:-without bash}"
- shell: bash
  run: false | true; echo not reached`),
  )
  expect(told.output[0]).toBe('default goes on')
  expect(told.output).not.toContain('not reached')
  expect(told.conclusion).toBe('failure')
})

test('a shell that is not known is refused with the ones that are', async () => {
  const told = await run(steps('- {run: dir, shell: cmd}'))
  expect(told.errors).toEqual([
    "dir: the shell 'cmd' is not known here. Use bash, sh, python, or a command with {0} where the script's path belongs.",
  ])
})

test('env of workflow, job and step: the nearest wins', async () => {
  const told = await run(`
on: workflow_dispatch
env: { A: workflow, B: workflow, C: workflow }
jobs:
  build:
    runs-on: ubuntu-latest
    env: { B: job, C: job, D: "\${{ env.A }}-\${{ github.actor }}" }
    steps:
      - env: { C: step, N: 1.5, YES: true }
        run: echo $A $B $C $D $N $YES \${{ env.C }}
`)
  expect(told.output).toEqual(['workflow job step workflow-ada 1.5 true step'])
})

test('a working directory, of the step and by default', async () => {
  const told = await run(`
on: workflow_dispatch
defaults: { run: { working-directory: deep } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - { run: mkdir -p deep/er, working-directory: . }
      - run: basename "$PWD"
      - { run: 'basename "$PWD"', working-directory: deep/er }
      - { run: pwd, working-directory: nowhere }
`)
  expect(told.output).toEqual(['deep', 'er'])
  expect(told.errors[0]).toMatch(/^pwd: the working directory does not exist: \/.*\/nowhere$/)
})

test('outputs and environment travel between steps, over lines and with any text', async () => {
  const told = await run(
    steps(`
- id: write
  run: |
    echo "name=Grüß Gott = 'ok'" >> "$GITHUB_OUTPUT"
    { echo "many<<END"; echo one; echo "two=2"; echo END; } >> "$GITHUB_OUTPUT"
    echo "FROM_ENV=later" >> "$GITHUB_ENV"
    mkdir bin; printf '#!/bin/sh\\necho tool' > bin/our-tool; chmod +x bin/our-tool
    echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "not yet: \${FROM_ENV:-unset}"
- env:
    MANY: \${{ steps.write.outputs.many }}
    NAME: \${{ steps.write.outputs.name }}
  run: |
    echo "$NAME"
    echo "$MANY"
    echo "$FROM_ENV \${{ env.FROM_ENV }}"
    our-tool`),
  )
  expect(told.output).toEqual(['not yet: unset', "Grüß Gott = 'ok'", 'one', 'two=2', 'later later', 'tool'])
})

test('a file command that cannot be understood fails its step', async () => {
  const broken = await run(steps('- run: echo "no equals sign" >> "$GITHUB_OUTPUT"'))
  expect(broken.conclusion).toBe('failure')
  expect(broken.errors).toEqual([
    "Unable to process file command 'output' successfully.",
    "Invalid format 'no equals sign'. Write name=value.",
  ])
  const open = await run(steps('- run: printf "a<<EOF\\nb\\n" >> "$GITHUB_ENV"'))
  expect(open.errors[1]).toBe("Invalid value. Matching delimiter not found 'EOF'.")
  const options = await run(steps('- run: echo "NODE_OPTIONS=--require ./x.js" >> "$GITHUB_ENV"'))
  expect(options.errors[1]).toContain("Can't store NODE_OPTIONS")
})

test('a step summary reaches the run, masked; one over 1 MiB is refused and said', async () => {
  const told = await run(
    steps(`
- run: 'echo "# Done with \${{ github.token }}" >> "$GITHUB_STEP_SUMMARY"'
- run: head -c 1100000 /dev/zero | tr '\\0' x >> "$GITHUB_STEP_SUMMARY"`),
  )
  expect(told.conclusion).toBe('success')
  expect(told.asked.summaries).toEqual(['# Done with ***\n'])
  expect(told.errors).toEqual([
    '$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1075k.',
  ])
})

test('the environment is a clean machine: nothing of ours, all of GitHub', async () => {
  process.env.PLAYGROUND_SECRET = 'from the parent'
  const told = await run(steps('- {id: look, run: env | sort}'))
  delete process.env.PLAYGROUND_SECRET
  const env = Object.fromEntries(told.output.map((line) => line.split(/=(.*)/s).slice(0, 2)))
  expect(env).toMatchObject({
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'look',
    GITHUB_ACTOR: 'ada',
    GITHUB_API_URL: 'http://api.test/api/v3',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_GRAPHQL_URL: 'http://api.test/api/graphql',
    GITHUB_JOB: 'build',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_ID: '77',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '501',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SHA: told.sha,
    GITHUB_WORKFLOW: '.github/workflows/w.yml',
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/w.yml@refs/heads/main',
    RUNNER_OS: 'Linux',
    SHELL: '/bin/bash',
  })
  expect(env.HOME).toContain(told.temp)
  expect(env.GITHUB_WORKSPACE).toContain(told.temp)
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['GITHUB_TOKEN']))
  expect(Object.keys(env).filter((name) => /^(npm_|JEST|NODE_|ACTIONS_ID|PLAYGROUND)/.test(name))).toEqual([])
  expect(told.leftovers()).toEqual([])
})

test('the event is a real payload', async () => {
  const told = await run(
    steps(
      `- run: node -p "const e = require(process.env.GITHUB_EVENT_PATH); [e.inputs.what, e.sender.login, e.repository.full_name, e.repository.id].join()"`,
    ).replace('on: workflow_dispatch', 'on: { workflow_dispatch: { inputs: { what: { required: true } } } }'),
    { inputs: { what: 'this' } },
  )
  expect(told.output).toEqual(['this,ada,acme/shop,77'])
})

test('nothing of a job is left on the machine but with `keep`', async () => {
  const kept = await run(steps('- run: echo > file'), { keep: true })
  expect(kept.leftovers()).toHaveLength(1)
  expect(kept.lines.at(-1)).toContain("The job's folders are kept: ")
})

test('a process left in the background neither holds the step nor outlives the job', async () => {
  const told = await run(
    steps(`
- run: |
    (trap '' HUP; sleep 300; echo never) &
    echo $!
- run: echo next`),
  )
  const [pid = '', next] = told.output
  expect(next).toBe('next')
  expect(told.lines.join('\n')).toMatch(/Cleaning up orphan processes: .*\(\d+\)/)
  expect(isRunning(pid)).toBe(false)
})

test('the token is masked wherever it is written', async () => {
  const told = await run(
    steps(`
- run: |
    echo "plain \${{ github.token }}"
    printf '%s' '\${{ secrets.GITHUB_TOKEN }}' | base64 -w0; echo
    echo 'x-access-token:\${{ github.token }}' | base64 -w0; echo
- name: uses \${{ github.token }}
  run: exit 1`),
  )
  expect(told.lines.join('\n')).not.toContain(TOKEN)
  expect(told.lines.join('\n')).not.toContain(Buffer.from(TOKEN).toString('base64').slice(4, 40))
  expect(told.output[0]).toBe('plain ***')
})

/** Not even a zombie that nobody has collected runs. */
function isRunning(pid: string): boolean {
  const path = `/proc/${pid}/stat`
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'))
}
