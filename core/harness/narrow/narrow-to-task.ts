import type { Harness } from '../harness.ts'
import type { Narrowing } from '../parts/tasks.ts'
import { intersection, isBack, touching } from './glob-lists.ts'
import type { Entry } from './ledger.ts'
import { BY_DEFAULT, type Effective, type Origin, type Origins } from './origin.ts'

/** What somebody works as who changes files. The other roles only read. */
export type RoleName = 'implementer'

export type Task = {
  /** Of the issue, as GitHub names them; upper and lower case are the same there. */
  labels: readonly string[]
  role: RoleName
}

/** `nothing-left`: no path is known to lie in all of these lists of `write`, so nothing may change. */
export type NarrowedToTask = ({ kind: 'ok' } & Effective) | { kind: 'nothing-left'; among: WriteList[] }

/** Who says what may be written: the files' `scope`, a label or a role with its name; and where the list begins. */
export type WriteList = { by: 'scope' | 'label' | 'role'; name: string; globs: string[]; origin: Origin }

/** What holds for one task: its labels and then the role narrow the harness further. Labels without a rule say nothing. */
export function narrowToTask({ harness, origins }: Effective, task: Task): NarrowedToTask {
  const parts = partsOf(harness, task)
  const write = commonWrite(entriesAt(origins, 'scope.write', harness.scope.write), parts, origins)
  if (write.kind === 'nothing-left') return write

  const noted = new Map(origins)
  const keep = (path: string, entries: Entry<string>[]): string[] => {
    for (const key of noted.keys()) if (key.startsWith(`${path}[`)) noted.delete(key)
    for (const [index, { origin }] of entries.entries()) noted.set(`${path}[${index}]`, origin)
    return entries.map(({ value }) => value)
  }
  const join = (key: 'hide' | 'protect' | 'deny' | 'read', path: string, values: readonly string[]) => {
    const added = parts.flatMap((part) => entriesOf(part, key, origins))
    // Files are not accepted with a `!` here; it would take back what stands before it.
    const fresh = added.filter(({ value }) => !isBack(value))
    return unique([...entriesAt(origins, path, values), ...fresh], values.length)
  }
  const { scope, context } = harness
  const always = join('read', 'context.always', context.always)
  const hide = join('hide', 'scope.hide', scope.hide)
  const deny = join('deny', 'scope.deny', scope.deny)
  const protect = join('protect', 'scope.protect', scope.protect)
  return {
    kind: 'ok',
    harness: {
      ...harness,
      context: { ...context, always: keep('context.always', always) },
      scope: {
        hide: keep('scope.hide', hide),
        write: keep('scope.write', write.entries),
        // What is protected may change wherever it is; a task that may only change some paths has no need of the others.
        protect: keep('scope.protect', write.narrowed ? touching(protect, write.entries) : protect),
        deny: keep('scope.deny', deny),
      },
    },
    origins: noted,
  }
}

type Part = {
  by: 'label' | 'role'
  name: string
  path: string
  says: Narrowing & { read?: string[] }
}

function partsOf({ tasks, agents }: Harness, { labels, role }: Task): Part[] {
  const present = new Set(labels.map((label) => label.toLowerCase()))
  return [
    ...Object.entries(tasks.labels)
      .filter(([name]) => present.has(name.toLowerCase()))
      .map(([name, says]) => ({ by: 'label' as const, name, says, path: `tasks.labels.${name}` })),
    { by: 'role', name: role, says: agents[role].scope, path: `agents.${role}.scope` },
  ]
}

function commonWrite(
  scope: Entry<string>[],
  parts: Part[],
  origins: Origins,
):
  | { kind: 'ok'; entries: Entry<string>[]; narrowed: boolean }
  | { kind: 'nothing-left'; among: WriteList[] } {
  let entries = scope
  const among = scope.length > 0 ? [toList({ by: 'scope', name: 'scope' }, scope)] : []
  for (const part of parts) {
    const own = entriesOf(part, 'write', origins)
    if (own.length === 0) continue
    among.push(toList(part, own))
    entries = entries.length === 0 ? own : intersection(entries, own)
    if (entries.length === 0) return { kind: 'nothing-left', among }
  }
  return { kind: 'ok', entries, narrowed: among.some(({ by }) => by !== 'scope') }
}

function entriesAt(origins: Origins, path: string, values: readonly string[]): Entry<string>[] {
  return values.map((value, index) => ({ value, origin: origins.get(`${path}[${index}]`) ?? BY_DEFAULT }))
}

function entriesOf(
  { by, name, path, says }: Part,
  key: keyof Part['says'],
  origins: Origins,
): Entry<string>[] {
  return entriesAt(origins, `${path}.${key}`, says[key] ?? []).map(({ value, origin }) => ({
    value,
    origin: 'file' in origin ? { ...origin, from: by, name } : origin,
  }))
}

/** What was there stays as it is, order and all; of what comes behind it only what is new. */
function unique(entries: Entry<string>[], kept: number): Entry<string>[] {
  const first = new Map(entries.map(({ value }, index) => [value, index] as const).reverse())
  const mayTakeBack = entries.some(({ value }) => isBack(value))
  return entries.filter(({ value }, index) => index < kept || mayTakeBack || first.get(value) === index)
}

function toList({ by, name }: Pick<WriteList, 'by' | 'name'>, entries: Entry<string>[]): WriteList {
  return { by, name, globs: entries.map(({ value }) => value), origin: entries[0]?.origin ?? BY_DEFAULT }
}
