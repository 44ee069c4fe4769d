import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createJudges } from '../app/judging/judges.ts'
import type { Input, Judge } from '../app/judging/tasks.ts'
import { applyToChange } from '../app/pull-requests/apply-to-change.ts'
import type { Measured } from './table.ts'

const RULES = `version: 1
invariants:
  - { id: cs, ast: { language: CSharp, rule: { kind: ERROR } } }
  - { id: rb, ast: { language: Ruby, rule: { kind: ERROR } } }
  - { id: slow, regex: '(x+x+)+y' }
`
/** One line each, made to cost their parsers as much as they may. */
const FILES = { 'a.cs': 'a(b{', 'a.rb': '"${', 'a.txt': 'x' }
const CHARACTERS = 60_000

/** How long the app answers nobody while it judges a pull request that was made to hold it up. */
export async function measureHostileChange(): Promise<Measured[]> {
  const judges = createJudges()
  try {
    const judge = judges.of(1)
    const change = await hostile(judge)
    const apart = await longestDelay(() => judge('change', change))
    const within = await longestDelay(async () => applyToChange(change))
    const group = 'longest time the app answers nobody, while a hostile pull request is judged'
    const unit = 'ms' as const
    return [
      { group, name: 'in a process of its own', unit, value: apart, most: 50 },
      { group, name: 'the same in the app’s own process', unit, value: within },
    ]
  } finally {
    await judges.close()
  }
}

async function hostile(judge: Judge): Promise<Input<'change'>> {
  const read = await judge('rules', { path: 'agent.yml', text: RULES, parents: null })
  if (read.kind !== 'ok') throw new Error(JSON.stringify(read))
  const modes = { binary: false, modeBefore: null, modeAfter: '100644' }
  const files = Object.entries(FILES).map(([path, piece]) => {
    const after = piece.repeat(CHARACTERS / piece.length)
    return { path, status: 'added' as const, before: null, after, ...modes }
  })
  const whole = { notRead: [], unlisted: 0, byAgent: false, pathsCut: false, texts: new Map() }
  return { harness: read.harness, files, paths: 'a.cs', today: '2026-11-25', ...whole }
}

/** Milliseconds. What is given up counts as well. */
async function longestDelay(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await sleep(50)
  // What it took to get here does not count; and the first look after a reset is not counted either.
  delay.reset()
  await sleep(50)
  await work().catch(() => undefined)
  await sleep(20)
  delay.disable()
  return delay.max / 1e6
}
