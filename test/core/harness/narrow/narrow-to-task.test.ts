import { describe, expect, test } from '@jest/globals'
import { narrowToTask } from '../../../../core/harness/narrow/narrow-to-task.ts'
import { letTimeRunOut } from '../../let-time-run-out.ts'
import { effectiveOf, FILE, PARENT, widenings } from './kit.ts'

const task = (text: string, labels: string[], parent: string | null = null) =>
  narrowToTask(effectiveOf(text, parent), { labels, role: 'implementer' })
const scopeOf = (text: string, labels: string[], parent: string | null = null) => {
  const found = task(text, labels, parent)
  if (found.kind === 'nothing-left') throw new Error('nothing left')
  return found.harness.scope
}

describe('The labels of an issue', () => {
  const text = `scope: { write: [src/**, test/**], protect: [db/**, '**/auth/**'], deny: [vendor/**] }
tasks:
  labels:
    ui: { write: [src/ui/**, test/**], deny: [src/ui/old/**], hide: [src/ui/x.pem], read: [docs/ui.md, AGENTS.md] }
    forms: { write: [src/**, test/ui/**] }
`

  test('narrow what may change, each a little further', () => {
    expect(scopeOf(text, ['ui'])).toEqual({
      hide: ['src/ui/x.pem'],
      write: ['src/ui/**', 'test/**'],
      // db/** may change once approved, but no longer for this task; of **/auth/** some may lie within.
      protect: ['**/auth/**'],
      deny: ['vendor/**', 'src/ui/old/**'],
    })
    expect(scopeOf(text, ['forms', 'ui']).write).toEqual(['src/ui/**', 'test/ui/**'])
  })

  test('are the same in upper and lower case, and say nothing when the file does not name them', () => {
    expect(scopeOf(text, ['UI'])).toEqual(scopeOf(text, ['ui']))
    expect(scopeOf(text, ['bug', 'constructor', '__proto__'])).toEqual(scopeOf(text, []))
  })

  test('keep what is protected in any spelling, where a task may change some of it', () => {
    const label = (write: string) => `tasks: { labels: { ui: { write: [${write}] } } }`
    const protect = (globs: string) => `scope: { protect: [${globs}] }\n`
    expect(scopeOf(protect('SRC/UI/auth/**, DB/**') + label('src/ui/**'), ['ui']).protect).toEqual([
      'SRC/UI/auth/**',
    ])
    expect(scopeOf(protect('ｄb/**') + label('src/**'), ['ui']).protect).toEqual(['ｄb/**'])
  })

  test('bring context, each file once, with the label as its origin', () => {
    const found = task(text, ['ui'])
    if (found.kind === 'nothing-left') throw new Error('nothing left')
    expect(found.harness.context.always).toEqual([
      ...['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md'],
      'docs/ui.md',
    ])
    expect(found.origins.get('context.always[3]')).toEqual({
      ...{ from: 'label', name: 'ui', file: FILE },
      ...{ line: 5, column: 92 },
    })
    expect(found.origins.get('scope.deny[1]')).toMatchObject({ from: 'label', name: 'ui' })
    expect(found.origins.get('scope.protect[1]')).toBeUndefined()
  })

  test('of a file that is extended count within what the repository lets change', () => {
    const parent = 'scope: { write: [src/**] }\ntasks: { labels: { ui: { write: [src/ui/**] } } }'
    expect(scopeOf('scope: { write: [src/ui/a/**] }', ['ui'], parent).write).toEqual(['src/ui/a/**'])
    expect(task('scope: { write: [src/api/**] }', ['ui'], parent)).toEqual({
      kind: 'nothing-left',
      among: [
        {
          by: 'scope',
          name: 'scope',
          globs: ['src/api/**'],
          origin: { from: 'file', file: FILE, line: 3, column: 18 },
        },
        {
          by: 'label',
          name: 'ui',
          globs: ['src/ui/**'],
          origin: { from: 'label', name: 'ui', file: PARENT, line: 3, column: 34 },
        },
      ],
    })
  })
})

test('A role narrows like a label', () => {
  const text =
    'scope: { write: [src/**] }\nagents: { implementer: { scope: { write: [src/a/**], deny: [src/a/b] } } }'
  expect(scopeOf(text, [])).toMatchObject({ write: ['src/a/**'], deny: ['src/a/b'] })
})

test('A file full of hostile globs is judged in bounded time', async () => {
  const glob = (seed: number) => `'${'*a?'.repeat(15)}${seed}/**/${'a*b'.repeat(40)}'`
  const list = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => glob(from + index)).join(', ')
  const labels = Array.from(
    { length: 12 },
    (_, index) => `    l${index}: { write: [${list(20, index * 20)}] }`,
  )
  const text = `scope: { write: [${list(90, 1000)}] }\ntasks:\n  labels:\n${labels.join('\n')}\n`
  expect(widenings(text)).toHaveLength(12)
  await letTimeRunOut()
})
