import { lstatSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CALLER_WORKFLOW_PATH } from '../../core/harness/caller-workflow.ts'
import { renderHarness } from '../../core/harness/render-harness.ts'
import type { CliCommand } from '../command.ts'
import { wrap } from '../formats/wrap.ts'
import { propose } from '../init/propose.ts'
import { readOptions } from '../read-options.ts'
import { HARNESS_PATH } from '../read-rules.ts'
import { Refused } from '../refused.ts'
import { openCheckout } from '../repository/checkout.ts'
import { EXIT } from '../terminal.ts'

const OPTIONS = { print: { type: 'boolean' }, force: { type: 'boolean' } } as const

/** `reins init`: the smallest rules file that holds today. */
export const init: CliCommand = {
  name: 'init',
  usage: 'init [--print]',
  summary: 'writes the smallest agent.yml that holds today',
  help: `Looks at what stands in the repository, its setup, its checks and the structure
its imports keep to already, and writes ${HARNESS_PATH} with comments.
No rule in it is broken by anything that is there today.`,
  options: `  --print           writes it to the terminal only
  --force           in place of the file that is there
`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions(args, OPTIONS)
    if (positionals.length > 0) throw new Refused(`init takes no ${JSON.stringify(positionals[0])}.`)
    const checkout = await openCheckout(terminal.folder)
    if (checkout.paths.has(HARNESS_PATH) && !values.print && !values.force)
      throw new Refused(
        `${HARNESS_PATH} is there already. \`reins check\` tries it; --force writes a new one, --print only shows it.`,
      )
    const { harness, evidence } = await propose(checkout, {
      today: terminal.today,
      step: (text) => terminal.progress?.(`${text} …`),
    })
    terminal.progress?.('')
    const text = `${SCHEMA}\n${evidence.map((seen) => wrap(seen, 100, '# ')).join('\n')}\n${renderHarness(harness)}`
    if (values.print) {
      terminal.out(text)
      return EXIT.ok
    }
    writeRules(checkout.root, { text, replaces: values.force === true })
    const workflow = checkout.paths.has(CALLER_WORKFLOW_PATH)
      ? ''
      : ` The app also needs ${CALLER_WORKFLOW_PATH}: the installation steps in the README show it.`
    const seen = evidence.map((one) => `${wrap(one, terminal.columns - 2, '  ')}\n`).join('')
    terminal.out(`${HARNESS_PATH} is written, from what was found:\n${seen}`)
    terminal.out(`${wrap(`Read it, commit it, and try \`reins check\`.${workflow}`, terminal.columns, '')}\n`)
    return EXIT.ok
  },
}

/** Through no link: what it leads to is not this repository's. */
function writeRules(root: string, { text, replaces }: { text: string; replaces: boolean }): void {
  const file = join(root, HARNESS_PATH)
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (replaces && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(file)
    writeFileSync(file, text, { flag: replaces ? 'w' : 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const why = code === 'EEXIST' ? 'something that is no file stands there' : message
    throw new Refused(`${HARNESS_PATH} cannot be written: ${why}.`)
  }
}

const SCHEMA =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/reins-dev/reins/v1/schemas/agent.v1.schema.json'
