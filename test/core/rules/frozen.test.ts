import { expect, test } from '@jest/globals'
import { frozenPaths, MAX_FROZEN } from '../../../core/rules/frozen.ts'

const BASE = [
  ...['AGENTS.md', 'src/CLAUDE.md', '.github/agent.yml', '.github/workflows/ci.yml', '.mcp.json'],
  ...['src/cart.js', 'package-lock.json', 'vendor/lib.js', 'README.md'],
]
const frozen = (scope: { write?: string[]; deny?: string[] }) =>
  frozenPaths(BASE, { write: [], deny: [], ...scope })

test('what agents are told stands read-only, at any depth; code and lockfiles do not', () => {
  expect(frozen({})).toEqual([
    ...['AGENTS.md', 'src/CLAUDE.md', '.github/agent.yml', '.mcp.json'],
    '.github/workflows/ci.yml',
  ])
})

test.each([[['**']], [['**/*']], [['*']], [['/**', '!src/**']]])('%j allows nothing by name', (write) => {
  expect(frozen({ write })).toContain('AGENTS.md')
})

test('a glob that names a file lets it be changed, and only that', () => {
  const left = frozen({ write: ['**', 'AGENTS.md'] })
  expect(left).not.toContain('AGENTS.md')
  expect(left).toContain('.github/agent.yml')
  expect(left).not.toContain('README.md')
})

test('what scope.deny covers stands read-only, named under scope.write or not', () => {
  expect(frozen({ write: ['vendor/**'], deny: ['vendor/**'] })).toContain('vendor/lib.js')
})

test('of too many, instructions come first', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `vendor/${index}.js`)
  const left = frozenPaths([...many, 'AGENTS.md'], { write: [], deny: ['vendor/**'] })
  expect(left).toHaveLength(MAX_FROZEN)
  expect(left[0]).toBe('AGENTS.md')
})
