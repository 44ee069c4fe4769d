import { expect, test } from '@jest/globals'
import { applyApart } from '../../../action/gates/apply-apart.ts'
import type { Applying } from '../../../action/gates/apply-here.ts'
import { harnessOf } from '../../core/harness/harness-of.ts'
import { finish, patch, play, SHOP } from '../stage/play.ts'

const RULES = `version: 1
invariants:
  - { id: no-errors, ast: { language: Kotlin, rule: { kind: ERROR } }, level: error }
  - { id: no-todo, regex: TODO, level: error }
`
/** The grammar's scanner aborts when more strings are open than its buffer holds. */
const BOMB = '"${'.repeat(1_200)

const asking = (path: string, content: string): Applying => ({
  harness: harnessOf(RULES),
  files: [{ path, content, base: null }],
  edited: new Map([[path, content]]),
  ...{ skip: [], paths: '', textless: new Set(), texts: new Map(), today: '2026-11-25' },
})

test('a file that kills its parser is told as one that nobody could judge, and the next one is judged', async () => {
  expect(await applyApart(asking('A.kt', BOMB))).toEqual({
    kind: 'gaveUp',
    why: 'Applying the rules ended the process it was done in: a parser failed, or memory ran out.',
  })
  const next = await applyApart(asking('a.js', '// TODO\n'))
  expect(next).toMatchObject({ kind: 'applied', result: { findings: [{ rule: 'no-todo' }] } })
})

test('a file that is not done in time is given up', async () => {
  const slow = asking('A.kt', '{a:'.repeat(60_000))
  expect(await applyApart(slow, 100)).toEqual({
    kind: 'gaveUp',
    why: 'Applying the rules could not be done within 0.1 s.',
  })
})

test('an agent that writes such a file hears of it, and its run ends red instead of breaking off', async () => {
  const { app, report } = await play({
    files: SHOP,
    harness: { invariants: harnessOf(RULES).invariants },
    script: [patch('*** Add File: src/A.kt', `+${BOMB}`), finish(), finish(), finish(), finish()],
  })
  expect(app.prompts()[1]).toContain(
    'a parser failed, or memory ran out. No rule was applied to this change.',
  )
  expect(report.gates.find(({ after }) => after.name === 'rules')?.after.status).toBe('failed')
})
