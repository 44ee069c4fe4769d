import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish, shell } from '../../stage/turns.ts'
import { KOTLIN_BOMB, RULES } from './in-the-app.ts'

/** A check by name: what the agent makes its script write; it ends with 0 all the same. */
const BROKEN: [name: string, parse: string, script: string][] = [
  ['nothing-written', 'junit:out/nothing-written', 'true'],
  ['no-xml', 'junit:out/no-xml', 'echo "<testsuite><testcase" > out/no-xml'],
  [
    'doctype',
    'junit:out/doctype',
    `echo '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>' > out/doctype`,
  ],
  [
    'deep-xml',
    'junit:out/deep-xml',
    `perl -e 'print "<testsuite>" x 200000, "</testsuite>" x 200000' > out/deep-xml`,
  ],
  ['no-json', 'sarif:out/no-json', `echo '{"runs": [' > out/no-json`],
  ['deep-json', 'sarif:out/deep-json', `perl -e 'print "[" x 3000000' > out/deep-json`],
  ['other-json', 'eslint:out/other-json', `echo '{"ok": true}' > out/other-json`],
  ['proto', 'sarif:out/proto', `echo '{"__proto__": {"runs": []}, "version": "2.1.0"}' > out/proto`],
  ['huge', 'junit:out/huge', `perl -e 'print "<testsuite>", " " x 20000000, "</testsuite>"' > out/huge`],
  ['pipe', 'junit:out/pipe', 'mkfifo out/pipe'],
  ['folder', 'junit:out/folder', 'mkdir out/folder'],
  ['link', 'junit:out/link', 'ln -s /proc/self/environ out/link'],
  ['matcher', 'problem-matcher:src/matcher.json', 'echo done'],
  ['never-ends', 'auto', 'sleep 600'],
  ['killed', 'auto', 'kill -9 $$'],
]
const GOOD: Record<string, string> = {
  junit: `echo '<testsuite><testcase name="a"/></testsuite>'`,
  sarif: `echo '{"version":"2.1.0","runs":[]}'`,
  eslint: 'echo "[]"',
}
const MATCHER = {
  problemMatcher: [{ owner: 'a', pattern: [{ regexp: '^(.*):(\\d+) (.*)$', file: 1, line: 2, message: 3 }] }],
}
const good = (parse: string) => {
  const [format = '', file = ''] = parse.split(':')
  return GOOD[format] === undefined ? 'true\n' : `${GOOD[format]} > ${file}\n`
}

const checks = BROKEN.map(
  ([name, parse]) =>
    `  - { name: ${name}, run: mkdir -p out && sh src/checks/${name}.sh, parse: '${parse}', timeout: ${name === 'never-ends' ? '2s' : '30s'} }\n`,
)
const read = shared((stage) =>
  stage.thread({
    harness: `${HARNESS}limits: { repairs: 0 }\nchecks:\n${checks.join('')}`,
    files: {
      ...Object.fromEntries(BROKEN.map(([name, parse]) => [`src/checks/${name}.sh`, good(parse)])),
      'src/matcher.json': JSON.stringify(MATCHER),
      '.gitignore': 'out\n',
    },
    says: [
      ...BROKEN.map(([name, , script]) =>
        shell(`cat > src/checks/${name}.sh <<'END'\n${script}\nEND\ncat src/checks/${name}.sh`),
      ),
      shell(
        `echo '{"problemMatcher": [{"owner": "a", "pattern": [{"regexp": "(?<=a)b"}]}]}' > src/matcher.json`,
      ),
      finish(),
    ],
  }),
)

/** Whose report cannot be read: it fails, though it ended well. */
const ofChecks = BROKEN.map(
  ([name]): Attempt => ({
    name: `a check that ends well and leaves something unreadable: ${name}`,
    run: async (stage) => {
      const { report, check, pull, status, world } = await read(stage)
      const gate = report?.gates.find(({ after }) => after.name === name)
      must(gate !== undefined, `the check never ran: ${status}`)
      must(gate.before?.status === 'passed', `it did not pass before: ${JSON.stringify(gate.before)}`)
      must(
        gate.after.status === 'failed' || gate.after.status === 'timed_out',
        `${gate.after.status}: ${JSON.stringify(gate.after)}`,
      )
      must(check?.conclusion !== 'success', `the run ended green: ${status}`)
      must(pull === undefined || pull.draft, 'an ordinary pull request')
      const finding = report?.findings.find(({ rule }) => rule === name)
      const leaked = [...world.secrets.values()].some((secret) => JSON.stringify(report).includes(secret))
      must(!leaked, 'it became a leak')
      return stopped('action: gates', {
        tried: `it passed on the base; now ${gate.after.exitCode === null ? 'no exit code' : `exit code ${gate.after.exitCode}`}`,
        evidence: `${gate.after.status}: ${finding?.message.split('\n')[0] ?? 'no finding'}`,
      })
    },
  }),
)

/** An agent whose files kill or blind the parsers of the gates, beside one that breaks a rule. */
function rules(name: string, path: string, command: string): Attempt {
  return {
    name,
    run: async (stage) => {
      const told = await stage.thread({
        harness: `${RULES}limits: { repairs: 0 }\n`,
        says: [shell(command), add('src/z.js', "console.log('z')"), finish()],
      })
      must(
        told.report?.changes.some((change) => change.path === path) === true,
        `never written: ${told.status}`,
      )
      const gate = told.report.gates.find(({ after }) => after.name === 'rules')?.after
      must(gate?.status === 'failed', `the gate rules: ${JSON.stringify(gate)}`)
      must(told.check?.conclusion !== 'success', `the run ended green: ${told.status}`)
      must(told.pull === undefined || told.pull.draft, 'an ordinary pull request')
      const said = told.report.findings.find(({ rule, path: at }) => rule === 'rules' || at === path)
      return stopped('action: gates', {
        tried: `${path} is part of the change`,
        evidence: `rules: ${gate.status}; ${said?.message ?? ''}; agent: ${told.check?.conclusion}`,
      })
    },
  }
}

export const IN_THE_RUNNER: Attempt[] = [
  ...ofChecks,
  rules(
    'an agent writes a file that kills the parser of the gates',
    'src/A.kt',
    `perl -e 'print q("\${) x ${KOTLIN_BOMB.length / 3}' > src/A.kt`,
  ),
  rules(
    'an agent writes brackets so deep that parsers overflow',
    'src/a.js',
    `perl -e 'print "import q;\\nexport const a = ", "[" x 20000, "eval(1)", "]" x 20000' > src/a.js`,
  ),
]
