import { describe, expect, test } from '@jest/globals'
import { beginPulls } from './story.ts'

const RULES = `version: 1
layers:
  order:
    - { name: ui, paths: [src/ui/**] }
    - { name: repo, paths: [src/repo/**], fix: Let the ui ask. }
  cycles: deny
invariants:
  - id: no-any
    paths: ['**/*.ts']
    ast: { language: TypeScript, rule: { kind: predefined_type, regex: '^any$' } }
    level: warn
    fix: Say what it is.
`
const FILES = {
  '.github/agent.yml': RULES,
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
  'src/ui/page.ts': "import { all } from '@/repo/all.ts'\nexport const page = all\n",
  'src/repo/all.ts': 'export const all = 1\n',
  'src/repo/deep.ts': "import { all } from './all.ts'\nexport const deep = all\n",
  'src/repo/deeper.ts': "import { deep } from './deep.ts'\nexport const deeper = deep\n",
}

describe('structure', () => {
  test('is kept: an import that goes up stands at its line, found through the paths of tsconfig.json', async () => {
    const story = await beginPulls(FILES)
    await story.pushes('ada', 'ada/up', {
      'src/repo/all.ts': "import { page } from '@/ui/page.ts'\nexport const all: any = page\n",
    })
    story.calls()
    await story.opens('ada', 'ada/up')
    const reads = story.calls().filter((call) => call !== 'POST check-runs')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(check?.annotations.map(({ title, start_line }) => [title, start_line]).sort()).toEqual([
      ['cycles', 1],
      ['layers/repo', 1],
      ['no-any', 2],
    ])
    expect(check?.annotations.find(({ title }) => title === 'layers/repo')?.message).toContain(
      'Let the ui ask.',
    )
    // Four for the change, and one for what it imports, to look for circles.
    expect(reads).toHaveLength(5)
  })

  test('circles are found through files the change does not touch, which are read once for all pull requests', async () => {
    const story = await beginPulls(FILES)
    for (const [branch, conclusion, most] of [
      ['ada/one', 'failure', 6],
      ['ada/two', 'failure', 4],
    ] as const) {
      await story.pushes('ada', branch, {
        'src/repo/all.ts': "import { deeper } from './deeper.ts'\nexport const all = deeper\n",
        [`${branch}.md`]: 'x\n',
      })
      story.calls()
      await story.opens('ada', branch)
      expect(story.calls().filter((call) => call !== 'POST check-runs').length).toBeLessThanOrEqual(most)
      const check = story.checks().at(-1)
      expect(check).toMatchObject({ conclusion, annotations: [{ title: 'cycles', start_line: 1 }] })
    }
  })

  test('a new layer is tried on what is there', async () => {
    const story = await beginPulls({ ...FILES, '.github/agent.yml': 'version: 1\n' })
    await story.pushes('ada', 'ada/layers', { '.github/agent.yml': RULES })
    await story.opens('ada', 'ada/layers')
    const summary = story.checks()[0]?.output.summary
    expect(summary).toContain('| key `layers` | changed | 0 places |')
    expect(summary).toContain('| rule `no-any` | added, level warn | 0 places |')
  })
})
