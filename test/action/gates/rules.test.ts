import { expect, test } from '@jest/globals'
import type { Harness } from '../../../core/harness/harness.ts'
import { finish, patch, play, SHOP, shell } from '../stage/play.ts'

const FILES = {
  ...SHOP,
  'src/ui/page.ts': "import { load } from '../repo/load.ts'\nload()\n",
  'src/repo/load.ts': 'export const load = () => 1\n',
}
const layers: Harness['layers'] = {
  order: [
    { name: 'ui', paths: ['src/ui/**'], fix: 'Turn the import around.' },
    { name: 'repo', paths: ['src/repo/**'] },
  ],
  shared: [],
  cycles: 'deny',
  deny: [],
  baseline: true,
}
const noEval: Harness['invariants'][number] = {
  ...{ engine: 'ast', id: 'no-eval', paths: ['src/**'], level: 'error', fix: 'Write it out.' },
  ast: { language: 'TypeScript', rule: { pattern: 'eval($X)' } },
  ...{ examples: { bad: [], good: [] }, source: [] },
}

test('a broken layer and a match in the syntax tree are told with the edit that makes them, not with the next', async () => {
  const { app, report } = await play({
    files: FILES,
    harness: { layers, invariants: [noEval] },
    script: [
      patch(
        '*** Update File: src/repo/load.ts',
        '@@',
        "+import '../ui/page.ts'",
        '+// eval(1) is only said',
        ' export const load = () => 1',
        '+eval(2)',
      ),
      patch('*** Add File: src/repo/other.ts', '+export const other = 2'),
      patch('*** Update File: src/repo/load.ts', '@@', "-import '../ui/page.ts'", '@@', '-eval(2)'),
      finish(),
    ],
  })
  const [, broken, other] = app.prompts()
  expect(broken).toMatch(/error: layers\/repo at `src\/repo\/load.ts`:1/)
  expect(broken).toMatch(/error: no-eval at `src\/repo\/load.ts`:4.*How to mend it: Write it out\./s)
  expect(broken).not.toContain('cycles')
  expect(other!.split('breaks rules of this repository')).toHaveLength(2)
  expect(report).toMatchObject({ repairs: 0, findings: [] })
})

test('a circle is found at the gates; what is ignored with a reason is counted, and a person must approve it', async () => {
  const { app, report } = await play({
    files: FILES,
    harness: { layers, invariants: [noEval] },
    script: [
      patch(
        '*** Add File: src/repo/a.ts',
        "+import './b.ts'",
        '+// reins-ignore no-eval: the test of eval itself',
        '+eval(1)',
        '*** Add File: src/repo/b.ts',
        "+import './a.ts'",
      ),
      finish(),
      patch('*** Delete File: src/repo/b.ts', '*** Update File: src/repo/a.ts', '@@', "-import './b.ts'"),
      finish(),
    ],
  })
  expect(app.prompts()[1]).not.toContain('breaks rules')
  expect(app.prompts()[2]).toContain('error: cycles at `src/repo/')
  expect(report).toMatchObject({ repairs: 1, findings: [] })
  expect(report.gates.find(({ after }) => after.name === 'rules')?.after.note).toBe(
    '1 finding ignored by comments in the files; a person must approve src/repo/a.ts:1',
  )
})

test('what a shell command writes is judged at once as well, and not again by the next command', async () => {
  const { app, report } = await play({
    files: FILES,
    harness: { layers, invariants: [noEval] },
    script: [
      patch('*** Add File: src/repo/patched.ts', '+eval(3)'),
      shell(
        'echo "eval(1)" >> src/repo/load.ts; echo "eval(2)" > src/repo/new.ts; echo "eval(4)" > notes.txt',
      ),
      shell('ls'),
      shell(
        'rm src/repo/new.ts src/repo/patched.ts; sed -i /eval/d src/repo/load.ts; rm notes.txt; echo "// x" >> src/ui/page.ts',
      ),
      finish(),
    ],
  })
  const said = (turn: number) => {
    const outputs = JSON.parse(app.prompts()[turn]!).input.flatMap(
      (item: { output?: string }) => item.output ?? [],
    )
    return outputs.at(-1).match(/no-eval at \S+/g) ?? []
  }
  expect([1, 2, 3, 4].map(said)).toEqual([
    ['no-eval at `src/repo/patched.ts`:1'],
    ['no-eval at `src/repo/load.ts`:2', 'no-eval at `src/repo/new.ts`:1'],
    [],
    [],
  ])
  expect(report).toMatchObject({ repairs: 0, findings: [] })
})
