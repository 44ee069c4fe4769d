import { expect, test } from '@jest/globals'
import { renderStepSummary } from '../../../core/say/step-summary.ts'
import { report } from '../kit.ts'

test('the page of the job says what happened before anybody opens a log', () => {
  expect(renderStepSummary(report(), 'success')).toBe(`## Conclusion: success

The agent says it is done; the app decides what is published.

12 turns · 3 min 12 s · 0.24 USD · 81,230 tokens in, 5,012 out · run \`0123456789abcdefghijklmnop\`

How the tools were kept apart: child process with an empty environment

### Summary

\`total\` takes an optional \`code\`.

### Gates

| gate | before | after | findings | time |
|---|---|---|--:|--:|
| \`test\` | ✅ passed | ✅ passed | 0 | 4.2 s |
| \`lint\` | ✅ passed | ✅ passed | 0 | 4.2 s |`)
})

test.each([
  [{ kind: 'nothing', reason: 'There already.' }, 'Nothing to do: There already.'],
  [{ kind: 'blocked', question: 'Which codes?' }, 'It needs an answer: Which codes?'],
  [{ kind: 'limit', limit: 'turns', detail: '100 turns' }, 'Stopped by a limit (turns): 100 turns'],
  [{ kind: 'error', cause: 'setup', detail: 'npm ci: exit 1' }, 'Failed (setup): npm ci: exit 1'],
  [{ kind: 'cancelled', detail: 'by ada' }, 'Stopped: by ada'],
] as const)('%j', (outcome, sentence) => {
  const page = renderStepSummary(report({ outcome }))
  expect(page).toMatch(/^## The run has ended\n\n/)
  expect(page).toContain(`\n\n${sentence}\n\n`)
})
