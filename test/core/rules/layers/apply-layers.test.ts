import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { judge, places } from '../change-of.ts'

const ORDER = `layers:
  order:
    - { name: ui, paths: ['src/ui/**'] }
    - { name: service, paths: ['src/service/**'] }
    - { name: repo, paths: ['src/repo/**'], why: Data knows no screens., fix: Return a value instead. }
  shared: ['src/lib/**']
`
const TREE = {
  'src/ui/page.ts': '',
  'src/ui/kit.ts': '',
  'src/service/cart.ts': '',
  'src/repo/orders.ts': '',
  'src/lib/log.ts': '',
  'src/other.ts': '',
}
const withFile = (path: string, content: string) => ({ ...TREE, [path]: content })

test('A layer that imports one above it is told where, why and how to mend it', async () => {
  const { findings } = await judge(
    ORDER,
    withFile('src/repo/orders.ts', "import a from 'node:fs'\nimport { page } from '../ui/page.ts'\n"),
    { before: TREE },
  )
  expect(findings).toEqual([
    {
      rule: 'layers/repo',
      level: 'error',
      path: 'src/repo/orders.ts',
      range: { startLine: 2, endLine: 2, startColumn: 22, endColumn: 37 },
      message: 'src/repo/orders.ts (layer repo) imports src/ui/page.ts (layer ui), which is above it.',
      why: 'Data knows no screens.',
      fix: 'Return a value instead.',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      preexisting: false,
    },
  ])
})

describe('A layer imports itself, what is below it, and what is shared', () => {
  test.each([
    ['itself', 'src/ui/page.ts', '../ui/kit.ts', []],
    ['the next below', 'src/ui/page.ts', '../service/cart.ts', []],
    ['far below', 'src/ui/page.ts', '../repo/orders.ts', []],
    ['shared', 'src/repo/orders.ts', '../lib/log.ts', []],
    ['a file of no layer', 'src/repo/orders.ts', '../other.ts', []],
    ['from no layer', 'src/other.ts', './ui/page.ts', []],
    ['one above', 'src/service/cart.ts', '../ui/page.ts', ['layers/service']],
    ['from shared to a layer', 'src/lib/log.ts', '../repo/orders.ts', ['layers/shared']],
    ['from shared to no layer', 'src/lib/log.ts', '../other.ts', []],
  ])('%s', async (_, path, specifier, rules) => {
    const { findings } = await judge(ORDER, withFile(path, `import '${specifier}'\n`), { before: TREE })
    expect(findings.map(({ rule }) => rule)).toEqual(rules)
  })

  test.each([
    ['an import of types', "import type { A } from '../ui/page.ts'"],
    ['a dynamic import', "const a = await import('../ui/page.ts')"],
    ['require', "const a = require('../ui/page.ts')"],
    ['a re-export', "export * from '../ui/page.ts'"],
  ])('%s counts', async (_, content) => {
    expect(places(await judge(ORDER, withFile('src/repo/orders.ts', content), { before: TREE }))).toEqual([
      'src/repo/orders.ts:1 layers/repo',
    ])
  })

  test('what only looks like an import does not', async () => {
    const content = "// import '../ui/page.ts'\nconst a = \"import '../ui/page.ts'\"\n"
    expect(places(await judge(ORDER, withFile('src/repo/orders.ts', content), { before: TREE }))).toEqual([])
  })

  test('of two layers that cover a file, the first counts', async () => {
    const yaml = `layers:
  order:
    - { name: api, paths: ['src/service/cart.ts'] }
    - { name: rest, paths: ['src/**'] }
`
    const tree = withFile('src/ui/page.ts', "import '../service/cart.ts'")
    expect(places(await judge(yaml, tree, { before: TREE }))).toEqual(['src/ui/page.ts:1 layers/rest'])
  })
})

describe('Imports that are denied', () => {
  const deny = (to: string, more = '') =>
    `layers: { deny: [{ from: 'src/**', to: [${to}], except: ['src/repo/**'], why: SQL lives in repo/, ${more} }] }\n`

  test.each([
    ['a package', 'pg', 'pg', true],
    ['a part of it', 'pg', 'pg/native', true],
    ['another that begins alike', 'pg', 'pg-pool', false],
    ['one with a dot', 'lodash', 'lodash.debounce', false],
    ['a part alone', 'lodash/fp', 'lodash/fp', true],
    ['not the rest', 'lodash/fp', 'lodash', false],
    ['a scope', "'@acme/*'", '@acme/db', true],
    ['a part of a package of the scope', "'@acme/*'", '@acme/db/client', true],
    ['another scope', "'@acme/*'", '@acme-labs/db', false],
    ['all of a scope but one', "'@acme/*', '!@acme/ui'", '@acme/ui', false],
    ['a module of node', "'node:fs'", 'node:fs', true],
    ['with and without its prefix', "'node:fs'", 'fs/promises', true],
    ['the other way round', 'fs', 'node:fs', true],
    ['a path', 'src/lib/**', './lib/log.ts', true],
    ['another path', 'src/lib/**', './service/cart.ts', false],
  ])('%s', async (_, to, specifier, found) => {
    const tree = withFile('src/other.ts', `import '${specifier}'\n`)
    expect(places(await judge(deny(to), tree, { before: TREE }))).toEqual(
      found ? ['src/other.ts:1 layers/deny'] : [],
    )
  })

  test('say whose they are, and may be excepted', async () => {
    const content = "import 'pg'\n"
    const tree = { ...TREE, 'src/repo/orders.ts': content, 'src/ui/page.ts': content }
    const { findings } = await judge(
      `${ORDER}  deny: [{ from: 'src/**', to: [pg], except: ['src/repo/**'], fix: Use repo/. }]\n`,
      tree,
      { before: TREE },
    )
    expect(findings).toMatchObject([
      {
        path: 'src/ui/page.ts',
        message: 'src/ui/page.ts (layer ui) imports pg, which `layers.deny` forbids for src/**.',
        fix: 'Use repo/.',
      },
    ])
  })

  test('names of Python are divided by dots', async () => {
    const yaml = 'layers: { deny: [{ from: app/**, to: [sqlalchemy.orm, app.db] }] }\n'
    const tree = {
      'app/db.py': '',
      'app/a.py': 'import sqlalchemy\nfrom sqlalchemy.orm import Session\nfrom app.db import x\n',
    }
    expect(places(await judge(yaml, tree))).toEqual(['app/a.py:2 layers/deny', 'app/a.py:3 layers/deny'])
  })

  test('two on one line are two findings', async () => {
    const { findings } = await judge(
      deny('pg, mysql'),
      withFile('src/other.ts', "import 'pg'; import 'mysql'"),
      {
        before: TREE,
      },
    )
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })
})

describe('Where an import leads that nobody can know', () => {
  test.each([
    ['a missing file', "import './gone.ts'", 'src/repo/orders.ts', true],
    ['one worked out at run time', 'import(name)', 'src/repo/orders.ts', true],
    ['in the highest layer, which may import all', "import './gone.ts'", 'src/ui/page.ts', false],
    ['in no layer', "import './gone.ts'", 'src/other.ts', false],
  ])('is said where a rule could object: %s', async (_, content, path, found) => {
    const { findings } = await judge(ORDER, withFile(path, content), { before: TREE })
    expect(findings.map(({ rule, level }) => `${level} ${rule}`)).toEqual(
      found ? ['warn layers/unresolved'] : [],
    )
  })
})

describe('What was there before', () => {
  const bad = "import '../ui/page.ts'\n"
  const path = 'src/repo/orders.ts'
  const before = withFile(path, bad)

  test.each([
    ['an old import', before, withFile(path, `// more\n${bad}`), [true]],
    ['a new one beside it', before, withFile(path, `${bad}import '../ui/kit.ts'\n`), [true, false]],
    ['the same once more', before, withFile(path, `${bad}${bad}`), [true, false]],
    ['in a new file', TREE, { ...TREE, 'src/repo/new.ts': bad }, [false]],
    ['written in another way', before, withFile(path, "export { a } from '../ui/../ui/page.ts'\n"), [true]],
  ])('%s', async (_, old, after, preexisting) => {
    const { findings } = await judge(ORDER, after, { before: old })
    expect(findings.map((finding) => finding.preexisting)).toEqual(preexisting)
  })

  test('counts all the same with `baseline: false`', async () => {
    const { findings } = await judge(`${ORDER}  baseline: false\n`, withFile(path, `//\n${bad}`), { before })
    expect(findings).toMatchObject([{ preexisting: false }])
  })

  test('a file that moves keeps what it had, also when it moves deeper', async () => {
    const { [path]: _, ...rest } = before
    const after = {
      ...rest,
      'src/repo/sql/orders.ts': "import '../../ui/page.ts'\nimport '../../ui/kit.ts'\n",
    }
    const result = await judge(ORDER, after, { before, renamed: { 'src/repo/sql/orders.ts': path } })
    expect(places(result)).toEqual([
      'src/repo/sql/orders.ts:1 layers/repo (old)',
      'src/repo/sql/orders.ts:2 layers/repo',
    ])
  })

  test('what a file imports may move as well', async () => {
    const { 'src/ui/page.ts': page, ...rest } = before
    const after = { ...rest, 'src/ui/home.ts': page!, [path]: "import '../ui/home.ts'\n" }
    const result = await judge(ORDER, after, { before, renamed: { 'src/ui/home.ts': 'src/ui/page.ts' } })
    expect(places(result)).toEqual([`${path}:1 layers/repo (old)`])
  })
})

test('Of any tree and any layers, exactly the imports that lead upwards are found', async () => {
  const file = fc.record({ layer: fc.nat(4), imports: fc.uniqueArray(fc.nat(7), { maxLength: 6 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async (files) => {
      // Layers 0 to 2 from high to low, then what is shared, then no layer at all.
      const rooms = ['l0', 'l1', 'l2', 'shared', 'free']
      const path = (index: number) => `${rooms[files[index]!.layer]}/f${index}.ts`
      const tree = Object.fromEntries(
        files.map(({ imports }, index) => [
          path(index),
          imports.map((to) => (to < files.length ? `import '../${path(to)}'\n` : "import 'npm'\n")).join(''),
        ]),
      )
      const upwards = files.flatMap(({ layer, imports }, index) =>
        imports.flatMap((to, line) => {
          const target = files[to]?.layer ?? 4
          const broken = target < 3 && (layer === 3 || (layer < 3 && target < layer))
          return broken ? [`${path(index)}:${line + 1} layers/${layer === 3 ? 'shared' : `l${layer}`}`] : []
        }),
      )
      const yaml = `layers:
  order: [{ name: l0, paths: [l0/**] }, { name: l1, paths: [l1/**] }, { name: l2, paths: [l2/**] }]
  shared: [shared/**]
`
      expect(places(await judge(yaml, tree)).sort()).toEqual(upwards.sort())
    }),
  )
})

test('Findings keep their fingerprints when lines come above them', async () => {
  const imports = [
    "import '../ui/page.ts'",
    "import '../ui/kit.ts'",
    "import './gone.ts'",
    "import '../ui/page.ts'",
  ]
  const names = async (content: string) =>
    (
      await judge(`${ORDER}  cycles: deny\n`, withFile('src/repo/orders.ts', content), { before: TREE })
    ).findings.map(({ fingerprint }) => fingerprint)
  const expected = await names(imports.join('\n'))
  const blank = fc.array(fc.constantFrom('', '// text', 'const a = 1', "import 'npm'"), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.array(blank, { minLength: 4, maxLength: 4 }), async (above) => {
      const content = imports.flatMap((line, index) => [...above[index]!, line]).join('\n')
      expect(await names(content)).toEqual(expected)
    }),
  )
})

describe('What cannot be read blocks', () => {
  test('a file with a syntax error', async () => {
    const { findings } = await judge(ORDER, withFile('src/repo/orders.ts', 'import {{{ from\nexport ]'), {
      before: TREE,
    })
    expect(findings).toMatchObject([
      {
        rule: 'layers/repo',
        level: 'error',
        range: null,
        preexisting: false,
        message: expect.stringContaining('were not judged: Line 1'),
      },
    ])
  })

  test('a file that is too large', async () => {
    const large = `import '../ui/page.ts'\n${'x'.repeat(600_000)}`
    const { findings } = await judge(ORDER, withFile('src/repo/orders.ts', large), { before: TREE })
    expect(findings).toMatchObject([
      {
        rule: 'layers/repo',
        message: 'The imports of this file were not judged: The file is larger than 512 Ki characters.',
      },
    ])
  })

  test('more than may be looked at', async () => {
    const tree = {
      ...TREE,
      'src/repo/a.ts': `import './b.ts' //${'x'.repeat(5_000)}`,
      'src/repo/b.ts': "import '../ui/page.ts'",
    }
    const { findings } = await judge(ORDER, tree, { before: TREE, work: 5_000 })
    expect(findings).toMatchObject([
      { rule: 'layers/repo', path: 'src/repo/b.ts', message: expect.stringContaining('too much to look at') },
    ])
  })

  test('but nothing does in files without imports', async () => {
    expect(
      places(await judge(ORDER, withFile('src/repo/readme.md', "import '../ui/page.ts'"), { before: TREE })),
    ).toEqual([])
  })
})
