import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '../../..')

/** What a module brings into its process by itself: imports that are no types and not made later. */
function brought(entry: string): Set<string> {
  const seen = new Set<string>()
  const open = [join(root, entry)]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const text = readFileSync(path, 'utf8')
    for (const [, names = '', from = ''] of text.matchAll(
      /^(?:import|export)\s+([^'"]*?)from\s+'(\.[^']+)'/gm,
    )) {
      const onlyTypes = /^type\b/.test(names) || /^\{(?:\s*type [^,}]+,?)+\s*\}\s*$/.test(names)
      if (!onlyTypes) open.push(resolve(dirname(path), from))
    }
    // Later than others, and all the same whenever the module is begun.
    for (const [, from = ''] of text.matchAll(/^(?:const .*? = )?await import\('(\.[^']+)'\)/gm))
      open.push(resolve(dirname(path), from))
  }
  return new Set([...seen].map((path) => relative(root, path)))
}

test('nothing that parses what strangers wrote is in the app’s own process', () => {
  const app = [...brought('app/main.ts')]
  expect(app).toContain('app/judging/judges.ts')
  const parsers =
    /^core\/(syntax\/|imports\/|rules\/(apply-rules|layers|invariants|kinds\/find|verify)|harness\/(parse-harness|read-harness|read-yaml|detect-harness)|approvals\/(codeowners|find-demands))/
  // They hold lists of names, and tell languages, manifests and sizes; their parsing is asked for in tasks.ts only.
  const harmless = [
    'core/syntax/language.ts',
    'core/harness/detect-harness.ts',
    'core/rules/invariants/measure-ast.ts',
    'core/imports/manifests-of.ts',
    'core/imports/tree.ts',
    'core/approvals/codeowners.ts',
    'core/approvals/owner-pattern.ts',
  ]
  expect(app.filter((path) => parsers.test(path) && !harmless.includes(path))).toEqual([])
})

test('a judging process can reach neither GitHub nor a secret', () => {
  const tasks = readFileSync(join(root, 'app/judging/tasks.ts'), 'utf8')
  const entries = [...tasks.matchAll(/import\('([^']+)'\)/g)].map(([, path = '']) =>
    join('app/judging', path),
  )
  expect(entries.length).toBeGreaterThan(8)
  const all = new Set([...brought('app/judging/child.ts'), ...entries.flatMap((path) => [...brought(path)])])
  const reaching = [...all].filter((path) => /^app\/(github\/|config|server|assemble|main|http\/)/.test(path))
  expect(reaching).toEqual([])
})
