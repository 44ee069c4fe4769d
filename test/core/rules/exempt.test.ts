import { expect, test } from '@jest/globals'
import { exempt } from '../../../core/rules/exempt.ts'
import { harnessOf } from '../harness/harness-of.ts'
import { finding } from '../kit.ts'

const harness = harnessOf(`version: 1
invariants: [{ id: opinion, ask: Is it good? }, { id: links, run: node links.js }]
waivers:
  - { rule: links, paths: [docs/**], until: 2026-12-01, why: they move }
  - { rule: opinion, paths: [docs/**], until: 2026-01-01, why: over }
`)
const files = [
  {
    path: 'docs/a.ts',
    content: '// reins-ignore opinion: we like it\nx\n// reins-ignore nothing\ny\n',
    base: null,
  },
]
const at = (rule: string, startLine: number) =>
  finding({ rule, path: 'docs/a.ts', range: { startLine, endLine: startLine } })

test('Waivers and ignores hold for what commands and models find; what is wrong with them is said elsewhere', () => {
  const liked = at('opinion', 2)
  const disliked = at('opinion', 4)
  const broken = at('links', 4)
  const check = at('lint', 2)
  expect(exempt([liked, disliked, broken, check], { harness, files, today: '2026-11-25' })).toEqual({
    findings: [disliked, check],
    waived: [{ finding: broken, waiver: harness.waivers[0] }],
    ignored: [{ finding: liked, reason: 'we like it' }],
  })
})
