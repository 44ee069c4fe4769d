import type { Input, Judge } from '../../../app/judging/tasks.ts'
import type { Harness } from '../../../core/harness/harness.ts'

/** A pull request of one new file. */
export function aChange({
  harness,
  text,
  path = 'src/a.js',
}: {
  harness: Harness
  text: string
  path?: string
}): Input<'change'> {
  const modes = { binary: false, modeBefore: null, modeAfter: '100644' }
  return {
    harness,
    files: [{ path, status: 'added', before: null, after: text, ...modes }],
    ...{ notRead: [], unlisted: 0, byAgent: false, paths: path, pathsCut: false },
    ...{ texts: new Map(), today: '2026-11-25' },
  }
}

export const KOTLIN_RULES = `version: 1
invariants:
  - { id: no-errors, ast: { language: Kotlin, rule: { kind: ERROR } }, level: error }
`
/** The grammar's scanner keeps a stack of open strings in a buffer of fixed size and aborts when it is full. */
export const KOTLIN_BOMB = '"${'.repeat(1_200)

export async function kotlinThatKillsItsParser(judge: Judge): Promise<Input<'change'>> {
  const read = await judge('rules', { path: 'agent.yml', text: KOTLIN_RULES, parents: null })
  if (read.kind !== 'ok') throw new Error(read.kind)
  return aChange({ harness: read.harness, text: KOTLIN_BOMB, path: 'src/A.kt' })
}

const CSHARP_RULES = `version: 1
invariants:
  - { id: no-errors, ast: { language: CSharp, rule: { kind: ERROR } }, level: error }
`

/** One line of 60 kB for which its parser needs seconds. */
export async function changeThatTakesLong(judge: Judge): Promise<Input<'change'>> {
  const read = await judge('rules', { path: 'agent.yml', text: CSHARP_RULES, parents: null })
  if (read.kind !== 'ok') throw new Error(read.kind)
  return aChange({ harness: read.harness, text: 'a(b{'.repeat(15_000), path: 'src/a.cs' })
}
