import type { Harness } from '../harness.ts'
import type { Narrowing } from '../parts/tasks.ts'
import { joinEntries } from './join-entries.ts'
import type { Ledger } from './ledger.ts'
import { holdProtected, holdWithin, narrowWrite, refuseBack, uniteGlobs } from './narrow-globs.ts'
import { BY_DEFAULT } from './origin.ts'
import type { Step } from './step.ts'

export function narrowScope({
  above: { scope: above },
  child: { scope: child },
  ledger,
}: Step): Harness['scope'] {
  const lists = (key: keyof Harness['scope']) => ({ above: above[key], child: child[key] })
  const protect = ledger.entries(['scope', 'protect'], lists('protect'))
  holdProtected(ledger, {
    path: ['scope', 'protect'],
    globs: protect.own,
    around: ledger.entries(['scope', 'write'], lists('write')).above,
    or: protect.above,
  })
  return {
    hide: uniteGlobs(ledger, ['scope', 'hide'], lists('hide')),
    write: narrowWrite(ledger, ['scope', 'write'], lists('write')),
    protect: uniteGlobs(ledger, ['scope', 'protect'], lists('protect')),
    deny: uniteGlobs(ledger, ['scope', 'deny'], lists('deny')),
  }
}

/** Labels, by their names as written; what they say of `write` has to lie within the scope of their own file. */
export function narrowLabels(
  { above, child, ledger }: Step,
  scope: Harness['scope'],
): Harness['tasks']['labels'] {
  const [before, own] = [above.tasks.labels, child.tasks.labels]
  const names = [...new Set([...Object.keys(before), ...Object.keys(own)])]
  return Object.fromEntries(
    names.map((name) => {
      const path = ['tasks', 'labels', name]
      const [outer, inner] = [at(before, name), at(own, name)]
      const pair = { above: outer ?? NOTHING, child: inner ?? NOTHING }
      const read = ledger.entries([...path, 'read'], { above: pair.above.read, child: pair.child.read })
      return [
        name,
        {
          ...narrowPart(ledger, path, { ...pair, scope }),
          read: ledger.keep([...path, 'read'], joinEntries(read)),
        },
      ]
    }),
  )
}

const NOTHING = { write: [], protect: [], deny: [], hide: [], read: [] }

/** What a label or a role says; `scope` is the effective one of its file. */
export function narrowPart(
  ledger: Ledger,
  path: PropertyKey[],
  { above, child, scope }: { above: Narrowing; child: Narrowing; scope: Harness['scope'] },
): Narrowing {
  const lists = (key: keyof Narrowing) => ({ above: above[key], child: child[key] })
  const added = (key: 'hide' | 'protect' | 'deny') => {
    refuseBack(ledger, [...path, key], ledger.entries([...path, key], lists(key)).own)
    return uniteGlobs(ledger, [...path, key], lists(key))
  }
  const write = [...path, 'write']
  const { own } = ledger.entries(write, lists('write'))
  const held = (key: 'write' | 'protect') =>
    scope[key].map((value, index) => ({
      value,
      origin: ledger.noted(['scope', key, index]) ?? BY_DEFAULT,
    }))
  holdWithin(ledger, { path: write, globs: own, key: ['scope', 'write'], around: held('write') })
  holdProtected(ledger, {
    path: [...path, 'protect'],
    globs: ledger.entries([...path, 'protect'], lists('protect')).own,
    around: held('write'),
    or: held('protect'),
  })
  return {
    write: narrowWrite(ledger, write, lists('write')),
    protect: added('protect'),
    deny: added('deny'),
    hide: added('hide'),
  }
}

/** A label may be called like something every object has. */
function at<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
