import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { write } from '../../stage/honest-report.ts'
import type { PlayedRunner } from '../../stage/played-runner.ts'
import { finding } from './finding.ts'
import { sent } from './sent.ts'

const times = <T>(many: number, make: (index: number) => T) =>
  Array.from({ length: many }, (_, index) => make(index))

/** Not a report: nothing is guessed out of it, and the run ends red. */
function refused(name: string, make: (runner: PlayedRunner) => unknown, why: RegExp): Attempt {
  return {
    name,
    run: async (stage) => {
      const { answer, wrote, said } = await sent(stage, make)
      must(
        answer.status === 200 && answer.body.conclusion === 'failure',
        `${answer.status}: ${answer.text.slice(0, 300)}`,
      )
      must(wrote.length === 0 && answer.body.url === null, `written: ${wrote.map(({ path }) => path).join()}`)
      must(why.test(said), `not said why: ${said.slice(0, 500)}`)
      must(said.length < 4_000, `${said.length} characters of what is wrong`)
      must(({} as { polluted?: unknown }).polluted === undefined, 'the prototype of everything was changed')
      return stopped('app: report parsed', { tried: answer.body.message as string, evidence: said })
    },
  }
}

const raw = (runner: PlayedRunner, front: string) =>
  JSON.stringify(runner.honest()).replace('{', `{${front},`)
const more = (fields: (runner: PlayedRunner) => object) => (runner: PlayedRunner) => ({
  ...runner.honest(),
  ...fields(runner),
})

const NOT_READ = /could not be read/

export const REFUSED: Attempt[] = [
  refused(
    '500 comments',
    more(() => ({ comments: times(500, () => ({ path: 'src/cart.js', line: 1, body: 'x' })) })),
    /comments/,
  ),
  refused(
    '500 doubts',
    more(() => ({ doubts: times(500, () => ({ text: 'x' })) })),
    /doubts: .*50/,
  ),
  refused(
    '5,001 findings',
    more(() => ({ findings: times(5_001, (at) => finding(at + 1)) })),
    /findings: .*5000/,
  ),
  refused(
    'the number of another pull request',
    more(() => ({ pullRequest: 7, number: 7 })),
    /pullRequest/,
  ),
  refused(
    'another repository and branch',
    more(() => ({ repository: 'globex/vault', branch: 'main' })),
    /repository/,
  ),
  refused(
    'the key of another run',
    more(() => ({ key: 'z'.repeat(26) })),
    /another run/,
  ),
  refused(
    'another base',
    more(() => ({ base: 'f'.repeat(40) })),
    /another commit/,
  ),
  refused(
    'an outcome nobody knows',
    more(() => ({ outcome: { kind: 'approved' } })),
    /outcome/,
  ),
  refused(
    'a finding of another level',
    more(() => ({ findings: [finding(1, { level: 'fatal' })] })),
    /level/,
  ),
  refused(
    'a kind of change nobody knows',
    more(() => ({ changes: [{ kind: 'link', path: 'a', to: '/etc' }] })),
    /changes/,
  ),
  refused('__proto__', (runner) => raw(runner, '"__proto__":{"polluted":1}'), /__proto__/),
  refused(
    'a constructor',
    (runner) => raw(runner, '"constructor":{"prototype":{"polluted":1}}'),
    /constructor/,
  ),
  refused(
    '__proto__ deep in a finding',
    (runner) =>
      JSON.stringify({ ...runner.honest(), findings: [finding(1)] }).replace(
        '"range":{',
        '"range":{"__proto__":{"polluted":1},',
      ),
    NOT_READ,
  ),
  refused(
    'line 0',
    more(() => ({ findings: [finding(0)] })),
    /startLine/,
  ),
  refused(
    'a negative line, a line that is text',
    more(() => ({ findings: [finding(-1), finding('7' as never)] })),
    /startLine/,
  ),
  refused(
    'a finding that ends before it begins',
    more(() => ({ findings: [finding(9, { range: { startLine: 9, endLine: 2 } })] })),
    /endLine/,
  ),
  refused(
    'a doubt at line 0',
    more(() => ({ doubts: [{ text: 'x', path: 'a', line: 0 }] })),
    /doubts/,
  ),
  refused(
    '70 annotations of 70 KB',
    more(() => ({ findings: times(70, (at) => finding(at + 1, { message: 'x'.repeat(70_000) })) })),
    /findings\.0\.message/,
  ),
  refused(
    '10 MB of summary',
    more(() => ({ summary: 'x'.repeat(10_000_000) })),
    /summary/,
  ),
  refused('10 MB of brackets', () => `${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`, NOT_READ),
  refused(
    'a number without an end, a cost below nothing',
    (runner) =>
      JSON.stringify({ ...runner.honest(), usage: { ...runner.honest().usage, cost: -1 } }).replace(
        '"ms":61000',
        '"ms":1e999',
      ),
    /ms/,
  ),
  refused('no JSON at all', () => '{"version":1,', /not JSON/),
  refused('nothing, null, a list', () => 'null', NOT_READ),
  refused(
    'content that is no base64',
    more(() => ({ changes: [{ ...write('a', 'x'), content: 'not base64!' }] })),
    /content/,
  ),
  refused(
    'a path outside',
    more(() => ({ changes: [write('../../etc/passwd', 'x')] })),
    /folder name/,
  ),
  refused(
    'a path of 5,000 characters',
    more(() => ({ changes: [write('a'.repeat(5_000), 'x')] })),
    /path/,
  ),
]
