import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { openPull } from '../../stage/open-pull.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import type { World } from '../../stage/world.ts'

/** Open strings overflow the stack of the grammar's scanner: the process aborts. */
export const KOTLIN_BOMB = '"${'.repeat(1_200)
const ast = (id: string, language: string, rule: string) =>
  `  - { id: ${id}, ast: { language: ${language}, rule: { ${rule} } }, level: error, why: w, fix: f }\n`

export const RULES = `${HARNESS}layers: { cycles: deny, order: [{ name: ui, paths: [src/ui/**] }, { name: db, paths: [src/db/**] }] }
invariants:
  - { id: no-console, regex: 'console\\.log', level: error, why: Logs must be structured., fix: Use log. }
${ast('kotlin', 'Kotlin', 'kind: ERROR')}${ast('js', 'JavaScript', 'pattern: eval($A)')}${ast('ts', 'TypeScript', 'pattern: eval($A)')}${ast('py', 'Python', 'pattern: eval($A)')}${ast('go', 'Go', 'pattern: eval($A)')}${ast('rust', 'Rust', 'pattern: eval($A)')}${ast('ruby', 'Ruby', 'pattern: eval($A)')}${ast('php', 'Php', 'pattern: eval($A)')}${ast('java', 'Java', 'pattern: eval($A)')}${ast('cs', 'CSharp', 'pattern: eval($A)')}`

const world = shared((stage) => stage.world({ pullRequests: true, harness: RULES }))
let branches = 0

/** What passes a required check on GitHub. */
const PASSES = ['success', 'neutral', 'skipped']

/** A change that breaks a rule where whoever judges it cannot look, or dies of looking. */
function unseen(name: string, files: Record<string, string>, place = world): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await place(stage)
      const pull = await openPull(there, { who: 'bob', branch: `unseen-${++branches}`, files })
      const { conclusion, output } = pull.check('harness')
      const told = `${output.title}: ${output.summary?.slice(0, 600)}`
      must(!PASSES.includes(conclusion ?? ''), `it passes a required check: ${conclusion}, ${told}`)
      return stopped('app: worker', {
        tried: `#${pull.number} with ${Object.keys(files).join(', ')}`,
        evidence: `harness: ${conclusion}, ${told}`,
      })
    },
  }
}

const LOG = "console.log('bought')\n"
const deep = (open: string, close: string, inside: string, times = 20_000) =>
  `${open.repeat(times)}${inside}${close.repeat(times)}\n`

/** Everything but the last kills or blinds a parser of its own. */
const HOSTILE: [name: string, files: Record<string, string>][] = [
  ['open strings that kill the Kotlin parser', { 'src/A.kt': KOTLIN_BOMB }],
  ['the same beside a broken rule', { 'src/A.kt': KOTLIN_BOMB, 'src/b.js': LOG }],
  ['deep brackets in JavaScript', { 'src/a.js': `export const a = ${deep('[', ']', 'eval(1)', 3_000)}` }],
  [
    'deep brackets in TypeScript',
    { 'src/a.ts': `import './b.ts'\nexport const a = ${deep('(', ')', 'eval(1)')}` },
  ],
  ['deep brackets in Python', { 'src/a.py': `a = ${deep('[', ']', 'eval(1)')}` }],
  ['deep brackets in Go', { 'src/a.go': `package a\nvar a = ${deep('(', ')', 'eval(1)')}` }],
  ['deep brackets in Rust', { 'src/a.rs': `fn a() { ${deep('(', ')', 'eval(1)')} }` }],
  ['deep brackets in Ruby', { 'src/a.rb': `a = ${deep('[', ']', 'eval(1)')}` }],
  ['deep brackets in PHP', { 'src/a.php': `<?php $a = ${deep('[', ']', 'eval(1)')};` }],
  ['deep brackets in Java', { 'src/A.java': `class A { int a = ${deep('(', ')', 'eval(1)')}; }` }],
  ['deep brackets in C#', { 'src/A.cs': `class A { int a = ${deep('(', ')', 'eval(1)')}; }` }],
  ['a null byte that makes source no text', { 'src/a.js': `// \0\n${LOG}` }],
  ['a source larger than GitHub gives', { 'src/a.js': `${LOG}//${'x'.repeat(600_000)}\n` }],
  ['a source larger than rules look at', { 'src/a.js': `${LOG}//${'x'.repeat(511_000)}\n` }],
  ['a line that is the whole file', { 'src/a.js': `/*${'x y '.repeat(100_000)}*/${LOG}` }],
  [
    'more files than are read of one pull request',
    Object.fromEntries(
      Array.from({ length: 320 }, (_, at) => [`src/${at + 1000}.js`, at > 310 ? LOG : 'a()\n']),
    ),
  ],
]

export const IN_THE_APP: Attempt[] = HOSTILE.map(([name, files]) => unseen(name, files))

/** With a reader of GitHub that does not answer. */
export const GITHUB_FAILS: Attempt = {
  name: 'GitHub gives no texts while a change is judged',
  run: async (stage) => {
    const there = await stage.world({ pullRequests: true, harness: RULES })
    const pull = await openPull(there, { who: 'bob', branch: 'more', files: { 'src/fine.js': 'fine()\n' } })
    must(pull.check('harness').conclusion === 'success', 'a harmless change is not green here')
    there.github.fail({ method: 'POST', path: /^\/graphql$/ }, { status: 403, body: { message: 'No.' } }, 40)
    await pull.push({ 'src/fine.js': LOG })
    const [harness, approvals] = [pull.check('harness'), pull.check('approvals')]
    must(harness.conclusion === 'action_required', `harness: ${harness.conclusion} ${harness.output.summary}`)
    must(approvals.conclusion === 'action_required', `approvals: ${approvals.conclusion}`)
    return stopped('app: conclusion', {
      tried: 'every query is answered with 403',
      evidence: `harness: ${harness.conclusion}, ${harness.output.summary?.slice(0, 200)}`,
    })
  },
}

/** A runner that reports what no parser survives. */
export const REPORTED: Attempt = {
  name: 'a runner reports a file that kills the parser of whoever checks it again',
  run: async (stage) => {
    const there = await stage.world({ harness: RULES })
    const runner = await there.claimed()
    const content = Buffer.from(KOTLIN_BOMB).toString('base64')
    const change = {
      kind: 'write',
      path: 'src/A.kt',
      mode: '100644',
      content,
      created: true,
      added: 1,
      removed: 0,
    }
    const answer = await runner.report({ changes: [change] })
    await there.settled()
    must(answer.status === 200, `the report was not taken: ${answer.text}`)
    const said = statusOf(there)
    const check = there.github.read.checkRuns(there.repository).at(-1)
    must(there.github.read.pullRequests(there.repository).length === 0, 'it was published')
    must(check?.conclusion === 'failure' || check?.conclusion === 'action_required', `${check?.conclusion}`)
    must(/ended the process/.test(said), `not said: ${said}`)
    return stopped('app: worker', { tried: 'src/A.kt reported', evidence: `${check.conclusion}: ${said}` })
  },
}

function statusOf(there: World): string {
  return (there.replies(1).at(-1) ?? '').replace(/^<!--.*-->\n/, '')
}
