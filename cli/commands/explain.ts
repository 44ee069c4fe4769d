import { relative, resolve } from 'node:path'
import { nearest } from '../../core/command/nearest.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { CliCommand } from '../command.ts'
import { explainConfig } from '../explain/explain-config.ts'
import { explainEngineRule } from '../explain/explain-engine-rule.ts'
import { explainFolder } from '../explain/explain-folder.ts'
import { explainPath } from '../explain/explain-path.ts'
import { explainRule } from '../explain/explain-rule.ts'
import { type Row, renderRows } from '../explain/row.ts'
import { readOptions } from '../read-options.ts'
import { HARNESS_PATH, readRulesHere } from '../read-rules.ts'
import { Refused } from '../refused.ts'
import { type Checkout, openCheckout } from '../repository/checkout.ts'
import { EXIT } from '../terminal.ts'

/** `reins explain`: what the rules say of a path, what a rule is, and where each value comes from. */
export const explain: CliCommand = {
  name: 'explain',
  usage: 'explain <path | rule | config>',
  summary: 'says why something is refused, and where that is written',
  help: `A path or a folder: whether an agent may touch it, its layer, rules, checks and
approvers, each with its line in ${HARNESS_PATH}. A rule's id: what it looks
for, why and how to mend it. config: every value that holds, and where it comes
from.`,
  options: '',
  run: async (args, terminal) => {
    const { positionals } = readOptions(args, {})
    const [about, more] = positionals
    if (about === undefined) throw new Refused('name a path, a rule, or `config`.')
    if (more !== undefined) throw new Refused(`one at a time: ${JSON.stringify(more)} is too much.`)
    const checkout = await openCheckout(terminal.folder)
    const { root } = checkout
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
    const rule = checkout.paths.has(about)
      ? null
      : (explainRule(about, harness, placeOf) ?? explainEngineRule(about, harness, placeOf))
    terminal.out(renderRows(rule ?? explainPlace(), terminal))
    return EXIT.ok

    function explainPlace(): Row[] {
      const path = pathOf(about ?? '', { terminal, root, harness })
      const inside = [...checkout.paths].filter((one) => path === '' || one.startsWith(`${path}/`))
      if (inside.length > 0 && !checkout.paths.has(path)) return explainFolder(inside, harness, placeOf)
      if (path === '' || /[/\\]$/.test(about ?? ''))
        throw new Refused(`there is no file in the folder ${about}.`)
      return [...unseenRows(path, checkout), ...explainPath(path, harness, placeOf)]
    }
  },
}

/** Why the rules do not see what is in a file, when they do not. */
function unseenRows(path: string, { paths, read, skipped }: Checkout): Row[] {
  const parts = path.split('/')
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
  const repository = [...above, path].find((folder) => skipped.has(`${folder}/`))
  const submodule = above.find((folder) => paths.has(folder))
  if (repository !== undefined || submodule !== undefined)
    return row(`${repository ?? submodule} is a git repository of its own; the rules of this one end there.`)
  if (!paths.has(path) || read(path) !== null) return []
  return row(`What is in it is not looked at, because ${skipped.get(path) ?? 'it is no text'}.`)
}

function row(text: string): Row[] {
  return [{ name: 'file', text, place: null }]
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
