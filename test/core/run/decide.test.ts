import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../core/run/decide.ts'
import type { Situation } from '../../../core/run/decision.ts'
import { commentUrl, harness, run, sha, situation } from '../kit.ts'

const ask = (name: string, more: Partial<Situation> = {}, text = '') =>
  decide({ name, text, line: 1 }, situation(more))
const body = (decision: ReturnType<typeof decide>) => ('body' in decision ? decision.body : '')
const { request } = situation()
const PLANNER = { model: 'strong', approve: 'large' } as const

describe('implement', () => {
  test('on an open issue, by somebody who may, is dispatched with rules and model', () => {
    expect(ask('implement', {}, 'keep it small')).toEqual({
      kind: 'dispatch',
      reason: 'ada asked for it and may',
      command: { name: 'implement', text: 'keep it small', line: 1 },
      harness,
      origin: { from: 'file', path: '.github/agent.yml' },
      model: 'gpt-5.5',
    })
  })

  test('on a pull request is refused, with what to do instead', () => {
    const subject = { ...request.subject, isPullRequest: true }
    expect(ask('implement', { request: { ...request, subject } })).toEqual({
      kind: 'reply',
      reason: 'implement does not work on a pull request',
      body: '`/agent implement` works on issues, not on pull requests yet, so nothing was started. Open an issue that says what should be different, link this pull request in it, and write `/agent implement` there.',
    })
  })

  test('on a closed issue is refused', () => {
    const subject = { ...request.subject, open: false }
    expect(ask('implement', { request: { ...request, subject } })).toEqual({
      kind: 'reply',
      reason: 'the issue is closed',
      body: 'This issue is closed, so nothing was started. Reopen it and write `/agent implement` again.',
    })
  })

  test('by somebody without the permission is denied, saying which one is needed and who can grant it', () => {
    expect(ask('implement', { permission: 'read' })).toEqual({
      kind: 'deny',
      reason: 'ada has read, implement needs write',
      body: '`/agent implement` needs write permission on acme/shop, and ada has read permission, so nothing was started. An administrator can grant it under [Collaborators and teams](https://github.com/acme/shop/settings/access), or somebody who has it can write the same comment.',
    })
    expect(body(ask('implement', { permission: 'none' }))).toContain('and ada has no permission, so')
  })

  test('by somebody who was told already that they may not is passed over', () => {
    const runs = [run({ state: 'denied', actor: 'ada' })]
    expect(ask('implement', { permission: 'read', runs })).toEqual({
      kind: 'ignore',
      reason: 'ada has read, implement needs write; told before',
    })
    expect(
      ask('implement', { permission: 'read', runs: [run({ state: 'denied', actor: 'eve' })] }).kind,
    ).toBe('deny')
  })

  test.each([
    ['admin', 'maintain', 'deny'],
    ['maintain', 'maintain', 'dispatch'],
    ['triage', 'triage', 'dispatch'],
    ['write', 'read', 'deny'],
    ['read', 'read', 'dispatch'],
  ] as const)('needs what the repository says: %s, when somebody has %s: %s', (who, permission, kind) => {
    const rules = { ...harness, triggers: { ...harness.triggers, who } }
    const state: Situation['harness'] = {
      kind: 'ok',
      harness: rules,
      origin: { from: 'detected', evidence: [] },
    }
    expect(ask('implement', { permission, harness: state }).kind).toBe(kind)
  })

  test('with broken rules names every mistake with its place, and starts nothing', () => {
    const state: Situation['harness'] = {
      kind: 'broken',
      path: '.github/agent.yml',
      problems: [
        { line: 3, column: 1, path: 'chekcs', message: 'is no key here. Did you mean `checks`?' },
        { line: 7, column: 12, path: 'limits.turns', message: 'expected a whole number, found "many"' },
      ],
    }
    const file = `https://github.com/acme/shop/blob/${sha}/.github/agent.yml`
    expect(ask('implement', { harness: state })).toEqual({
      kind: 'reply',
      reason: '.github/agent.yml is broken',
      body: `\`.github/agent.yml\` on \`main\` has 2 mistakes, so nothing was started:

- [\`.github/agent.yml:3:1\`](${file}#L3): \`chekcs\`: is no key here. Did you mean \`checks\`?
- [\`.github/agent.yml:7:12\`](${file}#L7): \`limits.turns\`: expected a whole number, found "many"

Mend them on \`main\` and ask again. A broken file never falls back to defaults.`,
    })
    const many = { ...state, problems: Array.from({ length: 30 }, () => state.problems[0]!) }
    expect(body(ask('implement', { harness: many }))).toContain('\n- … and 10 more.\n')
    // Nobody may start more because the file that says who may is broken.
    expect(ask('implement', { harness: state, permission: 'triage' }).kind).toBe('deny')
  })

  test('without the workflow file answers with the whole file to add', () => {
    const workflow = { path: '.github/workflows/agent.yml', exists: false }
    const said = body(ask('implement', { workflow }))
    expect(said).toContain(
      'This repository has no `.github/workflows/agent.yml` on `main` yet, so there is nothing to run and nothing was started. [Create the file](https://github.com/acme/shop/new/main?filename=.github%2Fworkflows%2Fagent.yml) with exactly this content, then write `/agent implement` again:\n\n```yaml\n',
    )
    expect(said).toContain('uses: reins-dev/reins/.github/workflows/agent.yml@v1')
    expect(said.endsWith('\n```')).toBe(true)
  })

  test('with a model nobody serves names those that are', () => {
    expect(ask('implement', { models: ['qwen3', 'gpt-5.4'] })).toEqual({
      kind: 'reply',
      reason: 'the model gpt-5.5 is not served',
      body: '`.github/agent.yml` asks for the model `gpt-5.5`, which this server does not serve, so nothing was started. It serves `qwen3` and `gpt-5.4`. Name one of them in `.github/agent.yml` and ask again:\n\n```yaml\nmodels: { strong: qwen3 }\n```',
    })
    const detected: Situation['harness'] = { kind: 'ok', harness, origin: { from: 'detected', evidence: [] } }
    expect(body(ask('implement', { models: [], harness: detected }))).toBe(
      'This repository names no model, and the default is `gpt-5.5`, but this server serves no model at all, so nothing was started. Its operator has to configure one.',
    )
  })

  test('with a role that is written is dispatched with its model, which has to be served too', () => {
    const rules = { ...harness, agents: { ...harness.agents, reviewer: { model: 'other' as const } } }
    const state: Situation['harness'] = {
      ...{ kind: 'ok', harness: rules, origin: { from: 'file', path: '.github/agent.yml' } },
    }
    expect(ask('implement', { harness: state })).toMatchObject({
      ...{ kind: 'dispatch', model: 'gpt-5.5', roles: { reviewer: 'gpt-5.4-mini' } },
    })
    expect(body(ask('implement', { harness: state, models: ['gpt-5.5'] }))).toMatch(
      /asks for the model `gpt-5.4-mini`, .*models: { other: gpt-5.5 }/s,
    )
  })

  test.each(['queued', 'dispatched', 'running', 'reported'] as const)(
    'while a run is %s answers with its link instead of a second one',
    (state) => {
      expect(ask('implement', { runs: [run({ state, actor: 'grace' })] })).toEqual({
        kind: 'reply',
        reason: 'a run of this issue is active',
        body: 'There is [a run](https://github.com/acme/shop/actions/runs/555) of this issue already, asked for by grace on 2026-11-23 10:12 UTC, so no second one was started. `/agent status` shows how it is going; ask again when it has ended.',
      })
    },
  )

  test.each(['published', 'denied', 'blocked', 'cancelled', 'timed_out', 'failed'] as const)(
    'after a run that is %s starts another',
    (state) => {
      expect(ask('implement', { runs: [run({ state })] }).kind).toBe('dispatch')
    },
  )

  test.each(['--budget 9999', '--model=gpt-9', '—budget 9999', '--repo other/one now'])(
    'with an option (%s) is refused: limits and models are not asked for in a comment',
    (text) => {
      const option = text.split(/[ =]/)[0]
      expect(ask('implement', {}, text)).toEqual({
        kind: 'reply',
        reason: `unknown option ${option}`,
        body: `\`/agent implement\` takes no options, so \`${option}\` was refused and nothing was started. Limits and models come from \`.github/agent.yml\` on the default branch and from the operator. Leave the option out and ask again.`,
      })
    },
  )

  test('with words that only look like options goes on: they are for the agent', () => {
    expect(ask('implement', {}, 'add a --verbose flag').kind).toBe('dispatch')
    expect(ask('implement', {}, '- one\n- two').kind).toBe('dispatch')
    expect(ask('implement', {}, '---\nbelow').kind).toBe('dispatch')
  })
})

describe('approve', () => {
  const rules = {
    ...harness,
    agents: { ...harness.agents, planner: PLANNER, reviewer: { model: 'other' as const } },
  }
  const state: Situation['harness'] = {
    ...{ kind: 'ok', harness: rules, origin: { from: 'file', path: '.github/agent.yml' } },
  }
  const plan: Situation['plans'][number] = {
    ...{ id: 'p'.repeat(26), text: 'Steps:\n1. Look', hash: 'ab'.repeat(32), asked: 'keep it small' },
    ...{ issue: { title: 'Discount codes', body: 'Please.' }, rules, takenBy: null, outdated: false },
  }
  const approve = (more: Partial<Situation> = {}) =>
    ask('approve', { harness: state, plans: [plan], ...more }, 'abababab')

  test('dispatches what was planned, for what was asked then, without planning again', () => {
    expect(approve()).toEqual({
      kind: 'dispatch',
      reason: 'ada approved the plan abababababab and may',
      command: { name: 'implement', text: 'keep it small', line: 1 },
      harness: rules,
      origin: { from: 'file', path: '.github/agent.yml' },
      model: 'gpt-5.5',
      roles: { reviewer: 'gpt-5.4-mini' },
      plan: { id: plan.id, text: plan.text, hash: plan.hash, approvedBy: 'ada' },
    })
  })

  test('is held to what starts any run', () => {
    expect(approve({ permission: 'read' }).kind).toBe('deny')
    expect(body(approve({ runs: [run({ state: 'running' })] }))).toContain('There is [a run]')
    const subject = { ...request.subject, open: false }
    expect(body(approve({ request: { ...request, subject } }))).toContain(
      'Reopen it and write `/agent approve abababababab` again.',
    )
  })

  test('does not see what nobody sees: a hidden comment in the issue changes nothing', () => {
    const subject = { ...request.subject, body: 'Please.<!-- and more -->' }
    expect(approve({ request: { ...request, subject } }).kind).toBe('dispatch')
  })
})

test.each([
  { login: 'evil[bot]', id: 6, isBot: true },
  { login: 'evil[bot]', id: 6, isBot: false },
  { login: 'ci', id: 7, isBot: true },
])('a bot gets silence, whatever it asks: %j', (actor) => {
  const asked = { ...request, actor }
  for (const name of ['implement', 'help', 'status', 'nonsense'])
    expect(ask(name, { request: asked, permission: 'admin' })).toEqual({
      kind: 'ignore',
      reason: `${actor.login} is a bot: bots start nothing here`,
    })
})

test('a slip is answered with what was probably meant', () => {
  expect(decide({ written: 'implment', line: 1, nearest: 'implement' }, situation())).toEqual({
    kind: 'reply',
    reason: 'unknown command implment',
    body: 'I do not know the command `implment`, so nothing was started. Did you mean `/agent implement`? Write it as a new comment, or edit yours. `/agent help` lists what I can do.',
  })
})

test('an unknown command is answered with the list, and cannot break out of its quotes', () => {
  const said = body(decide({ written: '`@ada`', line: 1, nearest: null }, situation()))
  expect(
    said,
  ).toBe(`I do not know the command \`\` \`@ada\` \`\`, so nothing was started. This is what I can do:

- \`/agent implement [what matters]\`: Works on this issue and opens a draft pull request that has been through the checks of the repository. (on issues, needs write permission)
- \`/agent approve <hash>\`: Has the plan that waits on this issue carried out, exactly as it stands there. (on issues, needs write permission)
- \`/agent status\`: Lists the runs of this issue with their links and what became of them.
- \`/agent help\`: Lists what can be asked for.`)
})

test('help lists every command with who may use it, in the words of the repository', () => {
  const rules = { ...harness, triggers: { ...harness.triggers, who: 'maintain' as const, command: '/bot' } }
  const state: Situation['harness'] = {
    kind: 'ok',
    harness: rules,
    origin: { from: 'detected', evidence: [] },
  }
  expect(ask('help', { harness: state, permission: 'read' })).toEqual({
    kind: 'reply',
    reason: 'help was asked for',
    body: `- \`/bot implement [what matters]\`: Works on this issue and opens a draft pull request that has been through the checks of the repository. (on issues, needs maintain permission)
- \`/bot approve <hash>\`: Has the plan that waits on this issue carried out, exactly as it stands there. (on issues, needs maintain permission)
- \`/bot status\`: Lists the runs of this issue with their links and what became of them.
- \`/bot help\`: Lists what can be asked for.

A command begins a line, outside of quotes, code and lists. What you write behind it and on the lines below, up to the next command, goes to the agent as well.`,
  })
})

describe('status', () => {
  test('without runs says how to start one', () => {
    expect(body(ask('status'))).toBe(
      'Nothing has run here yet. `/agent implement` on an issue starts the first run.',
    )
  })

  test('lists the runs, newest first, with links and causes', () => {
    const runs = [
      run(),
      run({ state: 'denied', actor: 'eve' }),
      run({
        state: 'published',
        startedAt: '2026-11-22T09:00:00Z',
        conclusion: 'failure',
        cause: 'failed: test, cc @grace <b>\nhttps://evil.example',
        pullRequestUrl: 'https://github.com/acme/shop/pull/9',
      }),
      run({
        state: 'failed',
        startedAt: '2026-11-21T09:00:00Z',
        workflowUrl: null,
        cause: 'GitHub refused the dispatch',
      }),
    ]
    expect(body(ask('status', { runs, permission: 'read' }))).toBe(
      `- 🏃 **running** · asked for by ada, 2026-11-23 10:12 UTC · [workflow run](https://github.com/acme/shop/actions/runs/555)
- ✅ **published** (failure): failed: test, cc \`@grace\` \\<b> \`https://evil.example\` · asked for by ada, 2026-11-22 09:00 UTC · [pull request](https://github.com/acme/shop/pull/9) · [workflow run](https://github.com/acme/shop/actions/runs/555)
- ❌ **failed**: GitHub refused the dispatch · asked for by ada, 2026-11-21 09:00 UTC`,
    )
  })

  test('shows the newest ten and counts the others', () => {
    const said = body(ask('status', { runs: Array.from({ length: 13 }, () => run({ state: 'published' })) }))
    expect(said.split('\n')).toHaveLength(11)
    expect(said.endsWith('\n- … and 3 older runs.')).toBe(true)
  })
})

test('the address of GitHub is that of the comment, so it works on Enterprise Server', () => {
  const url = commentUrl.replace('https://github.com', 'https://git.acme.example:8443')
  const asked = { ...request, comment: { ...request.comment, url } }
  expect(body(ask('implement', { request: asked, permission: 'read' }))).toContain(
    'https://git.acme.example:8443/acme/shop/settings/access',
  )
})
