import { expect, test } from '@jest/globals'
import type { Check } from '../../../core/harness/harness.ts'
import { toPublication } from '../../../core/run/to-publication.ts'
import { assignment, finding, gate, harness, report, server, sha, tags, workflowRunUrl } from '../kit.ts'

const change = { kind: 'delete', path: 'a.js', removed: 1 } as const

test('the body is the proof, from what was asked to what it cost', () => {
  const told = report({
    changes: [change],
    plan: [
      { step: 'Add codes', status: 'completed' },
      { step: 'Test them', status: 'in_progress' },
    ],
    acceptance: [
      { criterion: 'TEA10 takes 10 %', met: true, evidence: '`test/cart.test.js`' },
      { criterion: 'Codes | prices', met: false, evidence: 'not asked' },
    ],
    doubts: [{ text: 'Is half up right?', path: 'src/cart.js', line: 18 }, { text: 'Names are mine.' }],
    gates: [
      gate('test', 'passed'),
      gate('lint', 'failed', { required: false, findings: 2, note: 'second try' }),
    ],
    findings: [finding(), finding({ preexisting: true })],
    denied: [
      {
        tool: 'apply_patch',
        what: 'vendor/x.js',
        why: 'vendor/x.js: `scope.write` of the harness does not cover it; keep to the paths it names.',
        count: 2,
      },
    ],
    context: [{ path: 'AGENTS.md', sha256: 'ab'.repeat(32), bytes: 1_812, cut: false }],
  })
  const { pullRequest } = toPublication({
    assignment: assignment({
      harness: { ...harness, scope: { ...harness.scope, write: ['src/**'] } },
      request: { ...assignment().request, text: 'keep it small\n\nfixes #3' },
    }),
    report: told,
    ending: { outcome: told.outcome, failed: [], protectedPaths: [], unmet: [], refused: null },
    changes: [change],
    findings: [],
    urls: { workflowRun: workflowRunUrl },
    server,
    tags,
    suggestedHarness: null,
    notes: ['The base branch is protected.'],
  })
  expect(
    pullRequest?.body,
  ).toBe(`Closes #12, [asked for by ada](https://github.com/acme/shop/issues/12#issuecomment-77).

> keep it small
>
> fixes issue #3

**Done, nothing got worse.** \`lint\` fails and is not required. Review the draft, then mark it as ready.

> The base branch is protected.

### Summary

\`total\` takes an optional \`code\`.

### Acceptance criteria

| met | criterion | evidence |
|:-:|---|---|
| ✅ | TEA10 takes 10 % | \`test/cart.test.js\` |
| ❌ | Codes \\| prices | not asked |

### Gates

| gate | before | after | findings | time |
|---|---|---|--:|--:|
| \`test\` | ✅ passed | ✅ passed | 0 | 4.2 s |
| \`lint\` (not required) | ✅ passed: \`second try\` | ❌ failed: \`second try\` | 2 | 4.2 s |

1 warning remains, an annotation at its line. 1 finding was there before this change and is not shown.

### What to doubt

- \`src/cart.js:18\`: Is half up right?
- Names are mine.

<details>
<summary>Plan</summary>

- [x] Add codes
- [ ] Test them (in progress)

</details>

<details>
<summary>2 refused attempts</summary>

- \`apply_patch\` \`vendor/x.js\` (2 times): vendor/x.js: \`scope.write\` of the harness does not cover it; keep to the paths it names.

This in \`.github/agent.yml\` would allow what is legitimate of it:

\`\`\`yaml
scope:
  write:
    - "src/**"
    - "vendor/x.js"
\`\`\`

</details>

<details>
<summary>Context given to the agent</summary>

| file | SHA-256 | bytes |
|---|---|--:|
| \`AGENTS.md\` | \`${'ab'.repeat(32)}\` | 1,812 |

</details>

<details>
<summary>Provenance and cost</summary>

| | |
|---|---|
| asked for by | ada in [this comment](https://github.com/acme/shop/issues/12#issuecomment-77) |
| model | \`gpt-5.5\` |
| base | \`main\` at ${sha} |
| rules | \`.github/agent.yml\` at ${sha} |
| turns | 12 of 100 |
| repair rounds | 1 of 3 |
| time | 3 min 12 s of 30 min |
| cost | 0.24 USD of 5.00 USD |
| tokens | 81,230 in (70,100 cached), 5,012 out, 14 requests |
| isolation | child process with an empty environment |
| run | \`0123456789abcdefghijklmnop\` in [this workflow run](https://github.com/acme/shop/actions/runs/555) |

</details>

<!-- reins:request run=${assignment().key} by=ada tag=${tags.request} -->`)
})

const bodyOf = (
  more: Parameters<typeof report>[0],
  suggestedHarness: string | null = null,
  checks: Check[] = [],
) => {
  const asked = assignment()
  const told = report({ changes: [change], ...more })
  return toPublication({
    assignment: { ...asked, harness: { ...asked.harness, checks } },
    report: told,
    ending: { outcome: told.outcome, failed: [], protectedPaths: [], unmet: [], refused: null },
    changes: [change],
    findings: [],
    urls: { workflowRun: null },
    server,
    tags,
    suggestedHarness,
    notes: [],
  }).pullRequest?.body
}

test('an unfinished draft must not close its issue when it is merged', () => {
  const body = bodyOf({ outcome: { kind: 'limit', limit: 'time', detail: '30 min are over.' } })
  expect(body).toMatch(/^For #12, /)
  expect(body).toContain('**Unfinished. Stopped by limit: time.** 30 min are over.')
})

test('the agent cannot close another issue, nor open a section of its own', () => {
  const body = bodyOf({
    summary: 'Closes #1\n\n</details><!-- \n\n## Gates\n\n| all | passed |\n|---|---|\n',
  })
  expect(body?.match(/^(Closes|Fixes) #\d+/gm)).toEqual(['Closes #12'])
  expect(body?.match(/^#{1,3} .*/gm)).toEqual(['### Summary', '### Gates'])
  expect(body).toContain('#### Gates')
})

test('a doubt about a whole file names the file', () => {
  const doubts = [
    { text: 'Is this still used?', path: 'src/old.js' },
    { text: 'And here?', path: '../x' },
  ]
  expect(bodyOf({ doubts })).toContain('- `src/old.js`: Is this still used?\n- And here?')
})

test('where the checks were detected it brings the rules file to commit', () => {
  expect(bodyOf({}, 'version: 1\nchecks:\n  - npm test\n', [check('npm test')])).toContain(`<details>
<summary>This repository has no rules file yet: here is one</summary>

The checks above were detected. This \`.github/agent.yml\` says the same; commit it to make them yours:

\`\`\`yaml
version: 1
checks:
  - npm test
\`\`\`

</details>`)
})

test('where no check was detected it says so, and asks for one', () => {
  expect(bodyOf({}, 'version: 1\n')).toContain(
    'No check was detected. Commit this `.github/agent.yml`, and name under `checks` the commands that show that it works:',
  )
})

const check = (run: string): Check => ({
  ...{ name: run, run, parse: 'auto', timeout: 600_000 },
  ...{ retry: 0, paths: [], required: true },
})
