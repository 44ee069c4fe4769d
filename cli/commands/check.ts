import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { loadSyntax } from '../../core/syntax/syntax.ts'
import { choosePaths } from '../choose-paths.ts'
import type { CliCommand } from '../command.ts'
import type { Outcome } from '../formats/format.ts'
import { FORMATS } from '../formats/formats.ts'
import { judgeCheckout } from '../judge-checkout.ts'
import { readOptions } from '../read-options.ts'
import { HARNESS_PATH, type ReadRules, readRules } from '../read-rules.ts'
import { Refused } from '../refused.ts'
import { type Checkout, listFiles, readText, toCheckout } from '../repository/checkout.ts'
import { startComparison } from '../repository/comparison.ts'
import { findRoot } from '../repository/find-root.ts'
import { type Base, openBase } from '../repository/read-base.ts'
import { type ChangedPath, withUntracked } from '../repository/read-change.ts'
import { treeBefore } from '../repository/tree-before.ts'
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
    const { folder } = terminal
    const atBase = values.rules === 'base'
    const comparing = values.all ? null : startComparison(folder, values.base ?? null)
    const listing = listFiles(folder, { deleted: values.all === true })
    const root = await findRoot(folder)
    const wanted = choosePaths(positionals, { root, folder })
    const old = atBase ? await openBase(folder, values.base ?? null) : null
    // The rules are read while git lists the tree.
    const { harness, text } =
      old === null ? await readRulesNow(root) : await readRules(old.read, { where: `at ${old.name}` })
    // Most trees with layers are of JavaScript; git is not done yet, and the parser has to be loaded anyway.
    if (harness.layers !== null && existsSync(join(root, 'package.json'))) await loadSyntax(['TypeScript'])
    const { base, tracked, doubtful } = (await comparing) ?? { base: null, tracked: [], doubtful: [] }
    const checkout = toCheckout(root, await listing, doubtful)
    if (old === null && !checkout.paths.has(HARNESS_PATH)) throw new Refused(IGNORED)
    const all = base === null ? everything(checkout) : withUntracked(tracked, checkout.untracked)
    const changes = all.filter(({ path }) => wanted(path))
    if (changes.length === 0) return nothing(terminal, { base, globs: positionals })

    const step = (progress: string) => {
      if (changes.length > QUIET_BELOW) terminal.progress?.(`${progress} …`)
    }
    const result = await judgeCheckout({
      ...{ harness, checkout, changes, today: terminal.today, step },
      base: base === null ? null : { texts: base, tree: treeBefore(checkout, base, all) },
    })
    terminal.progress?.('')
    const outcome: Outcome = toOutcome(result, {
      harness,
      checkout,
      judged: judged(changes.length, base?.name ?? null),
      rulesDiffer:
        values.rules === 'worktree' && values.base !== undefined && base !== null && differs(base, text),
    })
    terminal.out(format(outcome, { ...terminal, showOld: values.old === true }))
    return outcome.findings.some(({ level }) => level === 'error') ? EXIT.broken : EXIT.ok
  },
}

const IGNORED = `${HARNESS_PATH} is ignored by git, so nobody else has these rules; take it out of .gitignore.`

/** The rules of the working tree, before anybody knows what git says of it. */
function readRulesNow(root: string): Promise<ReadRules> {
  const reasons = new Map<string, string>()
  const read = (path: string) => {
    const file = join(root, path)
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined
    const text = readText(file)
    if (typeof text === 'string') return text
    reasons.set(path, text.why)
    return null
  }
  return readRules(read, { where: 'here', whyNot: (path) => reasons.get(path) })
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

function nothing({ err }: Terminal, { base, globs }: { base: Base | null; globs: string[] }): ExitCode {
  const where = globs.length === 0 ? '' : ` that ${globs.join(' ')} match`
  err(
    base === null
      ? `There are no files${where}, so nothing was judged.\n`
      : `Nothing${where === '' ? '' : where} is changed against ${base.name}, so nothing was judged. \`reins check --all\` judges every file.\n`,
  )
  return EXIT.ok
}
