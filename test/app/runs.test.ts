import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { CLOCK, createBudget } from '../../app/github/budget/budget.ts'
import { PATIENCE } from '../../app/github/budget/limits.ts'
import { ENDED, type Run } from '../../app/runs/run.ts'
import { createRunTokens, newProof, newRunKey } from '../../app/runs/run-token.ts'
import { createStatusBoard } from '../../app/runs/status-board.ts'
import { transition } from '../../app/runs/transition.ts'
import type { RunState } from '../../core/run/decision.ts'
import { aRunStore } from './a-database.ts'
import { aRun, key } from './a-run.ts'
import { privateKey } from './settings.ts'

const STATES: RunState[] = ['queued', 'dispatched', 'running', 'reported', ...ENDED]
const to = (state: RunState) => ({ to: state, at: 7, cause: 'because', actor: 'ada' })

describe('the life of a run', () => {
  test('each change is written down with time, cause and actor', () => {
    const moved = transition(aRun({ state: 'running' }), to('reported'))
    expect(moved.run.history.at(-1)).toEqual({
      from: 'running',
      to: 'reported',
      at: 7,
      cause: 'because',
      actor: 'ada',
    })
  })

  test('what has ended stays ended', () => {
    for (const state of ENDED)
      for (const next of STATES)
        expect(transition(aRun({ state }), to(next))).toMatchObject({
          kind: 'refused',
          reason: `The run is ${state}; it cannot become ${next}.`,
        })
  })

  test('nothing is published that was not reported, and nothing is reported that nobody claimed', () => {
    const from = (next: RunState) =>
      STATES.filter((state) => transition(aRun({ state }), to(next)).kind === 'moved')
    expect(from('published')).toEqual(['reported'])
    expect(from('reported')).toEqual(['running'])
    expect(from('running')).toEqual(['dispatched'])
  })

  test('of two moves from the same state one is refused', async () => {
    const runs = await aRunStore()
    await runs.create(aRun({ state: 'dispatched' }))
    const claims = await Promise.all([
      runs.move(key, { to: 'running', cause: 'a', actor: 'runner' }),
      runs.move(key, { to: 'running', cause: 'b', actor: 'runner' }),
    ])
    expect(claims.map(({ kind }) => kind)).toEqual(['moved', 'refused'])
  })

  test('what a month cost is the sum of what its runs took, and what those at work may take', async () => {
    const runs = await aRunStore()
    const at = (day: string) => [
      { from: null, to: 'queued' as const, at: Date.parse(`${day}T12:00:00Z`), cause: '', actor: 'ada' },
    ]
    const started = (day: string, cost: number, state: RunState = 'failed') => {
      const run = aRun({ state, history: at(day) })
      return runs.create({ ...run, key: newRunKey(), usage: { ...run.usage, cost } })
    }
    await started('2026-10-31', 4)
    await started('2026-11-01', 1)
    await started('2026-11-02', 2)
    await started('2026-11-03', 0.5, 'running')
    const { repository, limits } = aRun({}).assignment
    expect(await runs.spending(repository.id, '2026-11')).toEqual({
      spent: 3,
      reserved: limits.cost,
      live: 1,
    })
    expect(await runs.spending(repository.id, '2026-10')).toMatchObject({ spent: 4 })
    expect(await runs.spending(99, '2026-11')).toEqual({ spent: 0, reserved: 0, live: 0 })
  })
})

test('keys and tokens are long, random and of their alphabet', () => {
  const keys = new Set(Array.from({ length: 200 }, newRunKey))
  expect(keys.size).toBe(200)
  for (const one of keys) expect(one).toMatch(/^[0-9a-z]{26}$/)
  const { token, hash } = createRunTokens(privateKey).of({ key, attempt: 1, proof: newProof() })
  expect(token.length).toBeGreaterThan(40)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(hash).not.toContain(token)
})

describe('the status comment follows the run, no faster than GitHub takes it', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })
  const pause = (ms: number) => jest.advanceTimersByTimeAsync(ms)

  const PROGRESS = { resource: 'core', points: 5, content: true } as const

  async function board(run: Run, pace = { phase: 30, turn: 80 }) {
    const budget = createBudget({ clock: CLOCK })
    let kept = run
    const written: string[] = []
    const status = createStatusBoard({
      runs: { get: async () => kept },
      write: async (_, body, { urgency }) => {
        const deadline = Date.now() + PATIENCE[urgency]
        const end = await budget.admit(7, { ...PROGRESS, urgency }, { deadline })
        await new Promise((resolve) => setTimeout(resolve, 5))
        written.push(body)
        end({ quota: null, limited: null })
      },
      render: ({ progress }) => `turn ${progress.turn?.number ?? 0} ${progress.phase}`,
      track: (work) => work,
      onError: () => {},
      now: Date.now,
      pace,
    })
    const turn = async (number: number) => {
      kept = { ...kept, progress: { ...kept.progress, turn: { number, say: '' } } }
      status.progressed(kept, 'turn')
    }
    return { run: () => kept, status, written, turn }
  }

  test('many turns are one update', async () => {
    const { written, turn } = await board(aRun())
    for (let number = 1; number <= 20; number++) await turn(number)
    await pause(120)
    expect(written).toEqual(['turn 1 workspace', 'turn 20 workspace'])
  })

  test('nothing is written when nothing changed', async () => {
    const { run, status, written } = await board(aRun())
    for (let times = 0; times < 5; times++) {
      status.progressed(run(), 'phase')
      await pause(40)
    }
    expect(written).toEqual(['turn 0 workspace'])
  })

  test('the last word is the last, whatever was still waiting', async () => {
    const { run, status, written, turn } = await board(aRun())
    await turn(1)
    await turn(2)
    const concluded = status.conclude(run(), 'the end')
    await pause(120)
    await concluded
    expect(written).toEqual(['turn 1 workspace', 'the end'])
  })

  test('an installation’s runs together stay below GitHub’s limit', async () => {
    const { written, turn } = await board(aRun(), { phase: 0, turn: 0 })
    for (let number = 1; number <= 40; number++) {
      await turn(number)
      await pause(6)
    }
    expect(written.length).toBeLessThanOrEqual(16)
  })

  test('what was refused comes when there is room, as it stands then; the last word does not wait for it', async () => {
    const { run, status, written, turn } = await board(aRun(), { phase: 0, turn: 0 })
    for (let number = 1; number <= 15; number++) {
      await turn(number)
      await pause(6)
    }
    await turn(16)
    await turn(17)
    await pause(6)
    expect(written.at(-1)).toBe('turn 15 workspace')
    await pause(12_100)
    expect(written.slice(15)).toEqual(['turn 17 workspace'])
    await turn(18)
    await pause(6)
    const concluded = status.conclude(run(), 'the end')
    await pause(10)
    await concluded
    await pause(60_000)
    expect(written.slice(16)).toEqual(['the end'])
  })
})
