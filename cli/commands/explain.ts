import { relative, resolve } from 'node:path'
import { nearest } from '../../core/command/nearest.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { CliCommand } from '../command.ts'
import { explainConfig } from '../explain/explain-config.ts'
import { explainPath } from '../explain/explain-path.ts'
import { explainRule } from '../explain/explain-rule.ts'
import { renderRows } from '../explain/row.ts'
import { readOptions } from '../read-options.ts'
import { HARNESS_PATH, readRulesHere } from '../read-rules.ts'
import { Refused } from '../refused.ts'
import { openCheckout } from '../repository/checkout.ts'
import { findRoot } from '../repository/find-root.ts'
import { EXIT } from '../terminal.ts'

/** `reins explain`: what the rules say of a path, what a rule is, and where each value comes from. */
export const explain: CliCommand = {
  name: 'explain',
  usage: 'explain <path | rule | config>',
  summary: 'says why something is refused, and where that is written',
  help: `A path: whether an agent may touch it, its layer, rules, checks and approvers,
each with its line in ${HARNESS_PATH}. A rule's id: what it looks for,
why and how to mend it. config: every value that holds, and where it comes from.`,
  options: '',
  run: async (args, terminal) => {
    const { positionals } = readOptions(args, {})
    const [about, more] = positionals
    if (about === undefined) throw new Refused('name a path, a rule, or `config`.')
    if (more !== undefined) throw new Refused(`one at a time: ${JSON.stringify(more)} is too much.`)
    const root = findRoot(terminal.folder)
    const checkout = openCheckout(root)
    const rules = await readRulesHere(checkout)
    if (about === 'config') {
      terminal.out(explainConfig(rules))
      return EXIT.ok
    }
    const { harness, places } = rules
    const placeOf = (path: PropertyKey[]) => {
      const place = places(path)
      return place === null ? null : `${HARNESS_PATH}:${place.line}`
    }
    const rows =
      explainRule(about, harness, placeOf) ??
      explainPath(pathOf(about, { terminal, root, harness }), harness, placeOf)
    terminal.out(renderRows(rows, terminal))
    return EXIT.ok
  },
}

/** What is no rule is a path, also of a file that is not there yet; a bare word that is nearly a rule was meant as one. */
function pathOf(
  about: string,
  { terminal, root, harness }: { terminal: { folder: string }; root: string; harness: Harness },
): string {
  const path = relative(root, resolve(terminal.folder, about)).replaceAll('\\', '/')
  if (path === '..' || path.startsWith('../'))
    throw new Refused(`${about} is outside of the repository ${root}.`)
  const ids = harness.invariants.map(({ id }) => id)
  const meant = /[/.]/.test(about) ? null : nearest(about, ids)
  if (meant !== null) throw new Refused(`there is no rule ${about}. Did you mean ${meant}?`)
  return path
}
