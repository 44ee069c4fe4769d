import { expect, test } from '@jest/globals'
import { sandboxNote } from '../../../core/say/sandbox-note.ts'
import { renderStepSummary } from '../../../core/say/step-summary.ts'
import { assignment, report } from '../kit.ts'

test('where tools were kept apart nothing is said, where not everybody reads it first', () => {
  expect(sandboxNote(assignment())).toBe('')
  expect(sandboxNote(assignment({ sandbox: 'off' }))).toMatch(/^> \*\*No sandbox:\*\* .*REINS_SANDBOX=off/)
})

test('the page of the job says how', () => {
  const page = renderStepSummary(report({ isolation: 'bubblewrap: own *files*' }))
  expect(page).toContain('How the tools were kept apart: bubblewrap: own ')
})
