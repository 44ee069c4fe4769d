import { choosePaths } from '../choose-paths.ts'
import type { CliCommand } from '../command.ts'
import type { Outcome } from '../formats/format.ts'
import { FORMATS } from '../formats/formats.ts'
import { judgeCheckout } from '../judge-checkout.ts'
import { readOptions } from '../read-options.ts'
import { HARNESS_PATH, readRules, readRulesHere } from '../read-rules.ts'
import { Refused } from '../refused.ts'
import { type Checkout, openCheckout } from '../repository/checkout.ts'
import { findRoot } from '../repository/find-root.ts'
import { type Base, openBase } from '../repository/read-base.ts'
import { type ChangedPath, readChange } from '../repository/read-change.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'
import { toOutcome } from '../to-outcome.ts'

const OPTIONS = {
  base: { type: 'string' },
  all: { type: 'boolean' },
  rules: { type: 'string', default: 'worktree' },
  format: { type: 'string', default: 'pretty' },
  old: { type: 'boolean' },
} as const

/** `reins check`: the rules on what was changed here, before anybody else sees it. */
export const check: CliCommand = {
  name: 'check',
  usage: 'check [--base <ref> | --all] [<path or glob> …]',
  summary: 'applies the rules to what you changed',
  help: `Applies the rules of .github/agent.yml to what is changed in the working tree,
staged or not, new files too. What was there before does not fail. Files,
folders and globs (gitignore's) after the options limit it to these.`,
  options: `  --base <ref>      since the current branch left <ref>, such as main
  --all             every file, whatever was changed; nothing is old then
  --rules base      the rules of the base commit, as the app applies them to
                    a pull request (otherwise those of the working tree)
  --format <name>   ${Object.keys(FORMATS).join(', ')}
  --old             show what was there before, too
`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions(args, OPTIONS)
    const format = FORMATS[values.format]
    if (format === undefined)
      throw new Refused(`--format ${values.format}: known are ${Object.keys(FORMATS).join(', ')}.`)
    if (values.rules !== 'worktree' && values.rules !== 'base')
      throw new Refused(`--rules ${values.rules}: known are worktree and base.`)
    if (values.all && values.base !== undefined)
      throw new Refused('--all and --base do not go together: with --all nothing is compared.')
    const root = findRoot(terminal.folder)
    const checkout = openCheckout(root)
    const base = openBase(root, values.base ?? null)
    const { harness, text } =
      values.rules === 'base'
        ? await readRules(base.read, { where: `at ${base.name}` })
        : await readRulesHere(checkout)
    const wanted = choosePaths(positionals, { root, folder: terminal.folder })
    const changes = (values.all ? everything(checkout) : readChange(root, base)).filter(({ path }) =>
      wanted(path),
    )
    if (changes.length === 0) return nothing(terminal, { base, globs: positionals, all: values.all === true })

    const step = (progress: string) => {
      if (changes.length > QUIET_BELOW) terminal.progress?.(`${progress} …`)
    }
    const result = await judgeCheckout({
      ...{ harness, checkout, changes, base: values.all ? null : base, today: terminal.today, step },
    })
    terminal.progress?.('')
    const outcome: Outcome = toOutcome(result, {
      harness,
      checkout,
      judged: judged(changes.length, values.all ? null : base.name),
      rulesDiffer: values.rules === 'worktree' && values.base !== undefined && differs(base, text),
    })
    terminal.out(format(outcome, { ...terminal, showOld: values.old === true }))
    return outcome.findings.some(({ level }) => level === 'error') ? EXIT.broken : EXIT.ok
  },
}

/** Where the base has no rules yet, there is nothing to differ from. */
function differs(base: Base, text: string): boolean {
  const there = base.read(HARNESS_PATH)
  return typeof there === 'string' && there !== text
}

/** Fewer files are done before anybody could read a progress line. */
const QUIET_BELOW = 500

function everything({ paths }: Checkout): ChangedPath[] {
  return [...paths].map((path) => ({ path, status: 'added', from: null }))
}

function judged(files: number, base: string | null): string {
  const many = `${files} ${base === null ? '' : 'changed '}file${files === 1 ? '' : 's'}`
  return base === null ? many : `${many} against ${base}`
}

function nothing(
  { err }: Terminal,
  { base, globs, all }: { base: Base; globs: string[]; all: boolean },
): ExitCode {
  const where = globs.length === 0 ? '' : ` that ${globs.join(' ')} match`
  err(
    all
      ? `There are no files${where}, so nothing was judged.\n`
      : `Nothing${where === '' ? '' : where} is changed against ${base.name}, so nothing was judged. \`reins check --all\` judges every file.\n`,
  )
  return EXIT.ok
}
