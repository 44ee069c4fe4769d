import { expect, test } from '@jest/globals'
import { matchPackage } from '../../../../core/rules/layers/match-package.ts'
import { judge, places } from '../change-of.ts'

const deny = (to: string) => `layers:\n  deny:\n    - { from: '**', to: [${to}] }\n`

test('"node:*" is what comes with Node, however it is written, and nothing else', async () => {
  const { findings } = await judge(
    deny("'node:*'"),
    {
      'package.json': '{"dependencies":{"left-pad":"1","fs-extra":"1","@types/node":"1"}}',
      'a.js': [
        "import 'fs'",
        "import 'node:fs/promises'",
        "import 'node:test'",
        "import 'left-pad'",
        "import 'fs-extra'",
        "import '@types/node'",
        "import './node.js'",
        "import 'node'",
        "import 'timers/promises'",
      ].join('\n'),
      'node.js': '',
    },
    { before: {} },
  )
  expect(places({ findings: findings.filter(({ level }) => level === 'error') })).toEqual([
    'a.js:1 layers/deny',
    'a.js:2 layers/deny',
    'a.js:3 layers/deny',
    'a.js:9 layers/deny',
  ])
  expect(findings[0]?.message).toContain('imports node:fs, which')
})

test('the last entry that matches decides', () => {
  const names = ['node:fs', 'fs']
  expect(matchPackage(['node:*', '!node:fs'], { names, dotted: false })).toBe(false)
  expect(matchPackage(['!node:fs', 'node:*'], { names, dotted: false })).toBe(true)
  expect(matchPackage(['node:*'], { names: ['nodemailer', 'node'], dotted: false })).toBe(false)
})

test('in Python what is taken from a module may be a module itself', async () => {
  const { findings } = await judge(
    deny('urllib.request'),
    {
      'a.py':
        'from urllib import request\nfrom urllib import parse\nimport urllib.request as r\nfrom urllib.request import urlopen\nimport urllib\n',
    },
    { before: {} },
  )
  expect(places({ findings })).toEqual(['a.py:1 layers/deny', 'a.py:3 layers/deny', 'a.py:4 layers/deny'])
  expect(findings[0]?.message).toContain('imports urllib.request, which')
})

test('what is denied is not reported as unknown, too', async () => {
  const tree = {
    'Cargo.toml': '[package]\nname = "a"\n',
    'src/lib.rs': 'use serde_json::Value;\nuse left::Pad;\n',
  }
  const { findings } = await judge(deny('serde_json'), tree, { before: {} })
  expect(places({ findings })).toEqual(['src/lib.rs:1 layers/deny', 'src/lib.rs:2 layers/unresolved'])
})

test('what is denied without words of its own still says what to do', async () => {
  const rules = "layers:\n  deny: [{ from: '**', to: [pg], except: [repo/**] }, { from: '**', to: [fs] }]\n"
  const { findings } = await judge(rules, { 'a.js': "import 'pg'\nimport 'fs'\nimport(x)\n" }, { before: {} })
  expect(findings.map(({ fix }) => fix)).toEqual([
    'Import it in repo/** only, and use what is there.',
    'Do without it.',
    'Write out what is imported, where that can be done.',
  ])
})

test('a file that cannot be read says where and what to do, and can be waived', async () => {
  const files = { 'a.js': "import './b.js'\nconst = ;;; {{{\nimport './c.js'\n", 'b.js': '', 'c.js': '' }
  const rules = 'layers: { cycles: deny }\n'
  const { findings } = await judge(rules, files)
  expect(findings).toMatchObject([
    {
      rule: 'cycles',
      path: 'a.js',
      message:
        'The imports of this file were not judged: Line 2 cannot be read (Unexpected token); what stands behind it may be missed.',
      fix: 'Mend or split the file, so that its imports can be read, or write a waiver of cycles for it.',
    },
  ])
  const waiver = 'waivers: [{ rule: cycles, paths: [a.js], until: 2027-01-01, why: generated }]\n'
  const { findings: left, waived } = await judge(rules + waiver, files)
  expect([left.length, waived.length]).toEqual([0, 1])
})
