import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseHarness } from '../core/harness/parse-harness.ts'
import { applyRules } from '../core/rules/apply-rules.ts'
import { renderAgentYmlDocs } from '../scripts/render-agent-yml-docs.ts'
import { renderSchemas } from '../scripts/render-schemas.ts'
import { harnessOf } from './core/harness/harness-of.ts'
import { ruleInput } from './core/rules/rule-input.ts'

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')

test.each(Object.entries(renderSchemas()))('%s is what npm run schemas writes', (path, schema) => {
  expect(text(path)).toBe(schema)
})

test('docs/agent-yml.md is what npm run docs writes', () => {
  expect(text('docs/agent-yml.md')).toBe(renderAgentYmlDocs())
})

test('Every key of agent.yml is described', () => {
  const undescribed: string[] = []
  const look = (schema: unknown, path: string): void => {
    if (schema === null || typeof schema !== 'object') return
    for (const [key, value] of Object.entries(schema)) {
      if (key !== 'properties') look(value, path)
      else
        for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
          if (!property.description) undescribed.push(`${path}.${name}`)
          look(property, `${path}.${name}`)
        }
    }
  }
  look(JSON.parse(renderSchemas()['schemas/agent.v1.schema.json']!), '')
  expect(undescribed).toEqual([])
})

describe('Every agent.yml in the documentation parses', () => {
  const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]
  const examples = pages.flatMap((path) =>
    Array.from(
      text(path).matchAll(/^```ya?ml\n(.*?)^```/gms),
      ([, yaml = ''], index) => [`${path} ${index + 1}`, yaml] as const,
    ).filter(([, yaml]) => /^version:/m.test(yaml)),
  )
  test('and there are some', () => expect(examples.length).toBeGreaterThan(8))
  test.each(examples)('%s', (_, yaml) => {
    expect(parseHarness(yaml, 'example')).toMatchObject({ kind: 'ok' })
  })
})

describe('Our own .github/agent.yml', () => {
  const harness = harnessOf(text('.github/agent.yml'))

  test('runs what npm offers', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    for (const { name } of harness.checks) expect(scripts).toHaveProperty(name)
  })

  test('holds on our own code', () => {
    const paths = globSync('{core,app,action,cli,playground,scripts,bench,test}/**/*.ts', {
      cwd: root,
    }).filter((path) => !path.includes('/dist/'))
    const files = paths.map((path) => ({ path, content: text(path) }))
    const { findings } = applyRules(ruleInput({ harness, files }))
    expect(findings.map(({ rule, path, range }) => `${path}:${range?.startLine} ${rule}`)).toEqual([])
  })
})
