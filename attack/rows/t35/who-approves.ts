import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { openPull } from '../../stage/open-pull.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'

const KINDS = `${HARNESS}review: { humans: [{ when: { kind: [dependency-added, license, public-api, test-weakened] }, by: ['@root'] }] }\n`
const OWNED = `${HARNESS}review: { humans: [{ when: { paths: ['src/**'] }, by: [codeowners] }] }\n`
const BASE = {
  'package.json': '{"name":"shop","type":"module","dependencies":{},"exports":"./src/cart.js"}\n',
  'test/cart.test.js': "test('a', () => expect(1).toBe(1))\ntest('b', () => expect(2).toBe(2))\n",
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
}
const byKind = shared((stage) => stage.world({ pullRequests: true, harness: KINDS, files: BASE }))
let branches = 0

/** A change whose kind nobody can tell: it counts as the kind it could hide. */
function blind(name: string, files: Record<string, string>): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await byKind(stage)
      const pull = await openPull(there, { who: 'bob', branch: `kind-${++branches}`, files })
      const { conclusion, output } = pull.check('approvals')
      must(conclusion === 'action_required', `approvals: ${conclusion} ${JSON.stringify(output)}`)
      must(/0 of 1 approval/.test(output.title ?? ''), `for another reason: ${JSON.stringify(output)}`)
      return stopped('core: rules of the base', {
        tried: `#${pull.number} changes ${Object.keys(files).join(', ')}`,
        evidence: `${output.title}: ${output.summary?.slice(0, 400)}`,
      })
    },
  }
}

/** Owners that cannot be known: nobody's approval is enough. */
function owners(name: string, text: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await stage.world({ pullRequests: true, harness: OWNED, files: { CODEOWNERS: text } })
      const pull = await openPull(there, { who: 'bob', branch: 'work', files: { 'src/new.js': 'new\n' } })
      await there.github.review(there.repository, pull.number, { event: 'APPROVE', actor: 'ada' })
      await there.settled()
      const { conclusion, output } = pull.check('approvals')
      must(conclusion === 'action_required', `approvals: ${conclusion} ${JSON.stringify(output)}`)
      return stopped('app: worker', {
        tried: `a CODEOWNERS of ${text.length} characters, and ada approved`,
        evidence: `${output.title}: ${output.summary?.slice(0, 300)}`,
      })
    },
  }
}

const OPEN = '{"dependencies":{"evil":"1.0.0"}'

/** Shows that not every change asks for somebody. */
export async function nobodyIsAsked(stage: Parameters<typeof byKind>[0]): Promise<string> {
  const there = await byKind(stage)
  const pull = await openPull(there, { who: 'bob', branch: 'harmless', files: { 'docs/a.md': 'a\n' } })
  const { conclusion, output } = pull.check('approvals')
  must(conclusion === 'neutral' || conclusion === 'success', `approvals: ${conclusion} ${output.summary}`)
  return `approvals: ${conclusion}, ${output.title}`
}

export const WHO_APPROVES: Attempt[] = [
  blind('a package.json that is no JSON hides a dependency', { 'package.json': `${OPEN}\n` }),
  blind('a package.json so deep that nobody reads it', {
    'package.json': `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)},${OPEN.slice(1)}}\n`,
  }),
  blind('a package.json with a null byte', { 'package.json': `${OPEN}}\0\n` }),
  blind('a test file with a null byte, and without its tests', { 'test/cart.test.js': '// \0\n' }),
  blind('a configuration of a checker that is no JSON any more', {
    'tsconfig.json': '{ "compilerOptions": {\n',
  }),
  blind('a configuration of a checker with a null byte', {
    'tsconfig.json': '{ "compilerOptions": { "strict": false } } // \0\n',
  }),
  blind('a pom.xml whose DOCTYPE hides a dependency', {
    'pom.xml': `<!DOCTYPE a [<!ENTITY a "<dependency><groupId>e</groupId><artifactId>evil</artifactId></dependency>">]><project><dependencies>&a;</dependencies></project>\n`,
  }),
  blind('a pyproject.toml that is broken', { 'pyproject.toml': '[project\ndependencies = ["evil"]\n' }),
  owners('a CODEOWNERS that is larger than GitHub reads', `* @root\n${'# x\n'.repeat(900_000)}`),
  owners('a CODEOWNERS that is no text', '* @root\n\0\n'),
]
