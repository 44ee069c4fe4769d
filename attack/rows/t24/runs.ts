import { parseCommand } from '../../../playground/runner/log/parse-command.ts'
import { must } from '../../row.ts'
import { shared } from '../../stage/stage.ts'
import type { Told } from '../../stage/told.ts'
import { add, finish, patch, read, shell } from '../../stage/turns.ts'
import { ALL, LINES, PAYLOADS } from './payloads.ts'

const PRINT = 'cat words.txt'
const yaml = (text: string) => JSON.stringify(text)
/** Marks the end: printed by us when all attacks are over, and whole only when nothing was masked. */
export const LAST = PAYLOADS.map(({ word }) => word).join(' ')

const plan = (steps: string[]) => ({
  call: [{ name: 'update_plan', arguments: { steps: steps.map((step) => ({ step, status: 'pending' })) } }],
})
const NAMES = LINES.filter((text) => !text.includes('/') && !text.includes('\0')).map((text) => `src/${text}`)
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
export const MAKE = NAMES.map((name) => `echo 1 > ${quote(name)}`).join('\n')
const REMOVE = NAMES.map((name) => `rm -f ${quote(name)}`).join('\n')
export const OTHER = `echo 1 > ${quote('docs ##[error]canary99x')}; echo 1 > ${quote('::error::canary98x')}`

/** A run in which everything that can be named, said or printed tries to speak to the runner. */
export const loud = shared((stage) =>
  stage.thread({
    files: {
      'words.txt': `${ALL}\n`,
      'src/::error::canary97x': '1\n',
      'src/##[error]canary96x': '1\n',
      'src/a\n::error::canary95x': '1\n',
    },
    harness: `version: 1
scope:
  write: [src/**]
limits: { repairs: 1, lines: 500, files: 100 }
setup: { run: ${PRINT}, network: true }
checks:
  - { name: ${yaml('::error::canary94x')}, run: ${yaml(`${PRINT}; [ ! -e src/tax.js ]`)}, required: false, retry: 1 }
  - { name: ${yaml('words ##[group]canary93x')}, run: ${yaml(`${PRINT} >&2; false`)}, required: false }
invariants:
  - { id: no-tax, regex: tax, paths: [src/tax.js], why: ${yaml('##[error]canary92x')}, level: warn }
`,
    issue: { title: '##[error]canary91x', body: ALL },
    prepare: async (world, issue) => {
      await world.comment('ada', ALL, issue)
      for (const message of ['::error::canary90x', ALL])
        await world.github.commit(world.repository, { message, files: { 'src/b.js': message }, actor: 'ada' })
    },
    says: [
      { ...shell(PRINT, `${PRINT} >&2; false`), say: ALL },
      shell('::error::canary89x', 'true ##[error]canary88x', `\u001b[2K${PRINT}\r::error::canary87x`),
      { fault: { status: 503, message: ALL.slice(0, 900), code: '::error::canary86x' } },
      { call: [{ name: 'shell', arguments: '::error::canary85x\n##[error]canary85x' }] },
      { call: [{ name: 'add-mask', arguments: { a: '::add-mask::canary84x' } }] },
      {
        ...read('src/::error::canary97x', 'src/##[error]canary96x', 'src/a\n::error::canary95x'),
        say: LINES[0],
      },
      plan(LINES),
      shell(MAKE),
      shell(OTHER, `rm ${quote('docs ##[error]canary99x')} ${quote('::error::canary98x')}`),
      shell(REMOVE),
      add('src/tax.js', 'export const tax = 19'),
      patch('*** Add File: ::error::canary83x', '+1'),
      { ...shell('true'), say: LAST },
      finish({ title: '::error::canary82x', summary: ALL, doubts: LINES.slice(0, 5) }),
      finish({ title: '::error::canary82x', summary: ALL, doubts: LINES.slice(0, 5) }),
    ],
  }),
)

/** A run that fails with the words of its setup. */
export const broken = shared((stage) =>
  stage.thread({
    files: { 'words.txt': `${ALL}\n` },
    harness: `version: 1\nsetup: { run: ${yaml(`${PRINT}; exit 3`)}, network: false }\n`,
    issue: { title: '::error::canary91x', body: ALL },
    says: [finish()],
  }),
)

/** A run whose provider has the last word. */
export const turnedAway = shared((stage) =>
  stage.thread({
    says: [{ fault: { status: 400, message: ALL.slice(0, 900), code: '::error::canary86x' } }],
  }),
)

/** Lines that some runner would not just print, but for those of the runner itself and our masks. */
export function obeyed(told: Told): string[] {
  const lines = told.log.split('\n')
  must(lines.length > 10, `there is no log: ${told.log}${told.status}`)
  return lines.filter((line) => {
    if (line === '::add-mask::***') return false
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(line)) return true
    if (/^\s*::/.test(line)) return true
    return /canary\d\dx/.test(line) && parseCommand(line) !== null
  })
}
