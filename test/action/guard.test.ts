import { expect, test } from '@jest/globals'
import { guardScope } from '../../action/guard.ts'

const scope = { hide: ['.env*'], write: ['src/**'], protect: ['db/**'], deny: ['vendor/**', 'src/gen/**'] }
const guard = guardScope(scope, { workspace: '/w', frozen: ['AGENTS.md', 'vendor/lib.js'] })
const add = (path: string) => ({
  name: 'apply_patch',
  arguments: { patch: `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch` },
})
const read = (path: string | null) => ({ name: 'read_file', arguments: { path } })

test.each([
  ['src/a.js', null],
  ['db/1.sql', null],
  ['/w/src/a.js', null],
  ['docs/a.md', /line under `scope.write` in .github\/agent.yml: - "docs\/a.md"$/],
  ['src/gen/a.js', /kept so by this line under `scope.deny` .*: - "src\/gen\/\*\*"$/],
  ['VENDOR/a.js', /this line under `scope.deny` .*: - "vendor\/\*\*"$/],
  ['.env.local', /this line under `scope.hide` .*: - "\.env\*"$/],
])('a patch of %s is let through, or refused with the line of agent.yml it is about', (path, allow) => {
  const refusal = guard(add(path))
  if (allow === null) return expect(refusal).toBeNull()
  expect(refusal?.why).toMatch(/^\S+: .*scope\./)
  expect(refusal?.allow).toMatch(allow)
})

test('a workflow file is refused, and no line of agent.yml is said to allow it', () => {
  expect(guard(add('.github/workflows/ci.yml'))).toMatchObject({
    why: expect.stringContaining('Workflow'),
    allow: null,
  })
})

test('what is hidden is not read and not searched; all else may be looked at', () => {
  expect(guard(read('./.env'))).toMatchObject({ why: expect.stringContaining('scope.hide') })
  expect(guard({ name: 'search', arguments: { pattern: 'x', path: '/w/.env', glob: null } })).not.toBeNull()
  for (const path of ['vendor/a.js', 'docs/a.md', '.', '', null, '/elsewhere/spill.txt'])
    expect(guard(read(path))).toBeNull()
})

test('a patch of what stands read-only is refused with the line that would allow it', () => {
  const open = guardScope({ ...scope, write: [] }, { workspace: '/w', frozen: ['AGENTS.md'] })
  expect(open(add('/w/AGENTS.md'))).toMatchObject({
    why: expect.stringContaining('read-only'),
    allow: expect.stringMatching(/under `scope.write` in .github\/agent.yml: - "\*\*" and - "AGENTS.md"$/),
  })
  expect(open(read('AGENTS.md'))).toBeNull()
  expect(guard(add('vendor/lib.js'))?.allow).toContain('scope.deny')
})
