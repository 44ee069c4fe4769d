import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, expect, test } from '@jest/globals'
import { createJudges, type Judges } from '../../../app/judging/judges.ts'
import type { Input } from '../../../app/judging/tasks.ts'
import { HARNESS } from '../kit.ts'
import { aChange, changeThatTakesLong, kotlinThatKillsItsParser } from './hostile.ts'

/** Real processes, and texts that really do what is said of them. */

const open: Judges[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
function judges(options: Parameters<typeof createJudges>[0] = {}): Judges {
  const made = createJudges(options)
  open.push(made)
  return made
}
const rules = (text: string): Input<'rules'> => ({ path: 'agent.yml', text, parents: null })
const help: Input<'comment'> = { before: '', body: '/agent help', trigger: '/agent' }

let slow: Input<'change'>
beforeAll(async () => {
  const made = createJudges()
  slow = await changeThatTakesLong(made.of(1))
  await made.close()
})

test('what is asked comes back as plain data, from one process for one installation', async () => {
  const judge = judges().of(1)
  const read = await judge('rules', rules(HARNESS))
  if (read.kind !== 'ok') throw new Error(read.kind)
  expect(read.harness.invariants).toMatchObject([{ id: 'no-console', engine: 'regex' }])
  const judged = await judge('change', aChange({ harness: read.harness, text: 'console.log(1)\n' }))
  expect(judged.result.findings).toMatchObject([{ rule: 'no-console', range: { startLine: 1 } }])
})

test('a text that takes too long is given up, in words that say what to do, and the next one is judged', async () => {
  const judge = judges({ within: 200 }).of(1)
  await expect(judge('change', slow)).rejects.toMatchObject({
    name: 'Unjudged',
    why: 'time',
    message:
      'Applying the rules to this change could not be done within 0.2 s, so it was given up. Split the change, or leave out what no person wrote (generated or minified files, very long lines); or make the rules simpler.',
  })
  expect((await judge('comment', help)).commands).toHaveLength(1)
})

test('a file of 4 kB that kills its parser kills neither the app nor the next judgement', async () => {
  const judge = judges().of(1)
  const hostile = await kotlinThatKillsItsParser(judge)
  await expect(judge('change', hostile)).rejects.toMatchObject({ why: 'crash' })
  expect((await judge('comment', help)).commands).toHaveLength(1)
})

test('a judgement that fills its heap, or memory beside it, is given up', async () => {
  const MB = 1024 * 1024
  const heap = judges({ memory: { heap: 24 * MB, all: 2_000 * MB } }).of(1)
  const large = { ...help, body: 'x'.repeat(100 * MB) }
  await expect(heap('comment', large)).rejects.toMatchObject({ why: 'crash' })
  const all = judges({ memory: { heap: 512 * MB, all: 30 * MB } }).of(1)
  await expect(all('change', slow)).rejects.toMatchObject({ why: 'memory' })
})

test('one installation that floods the app holds up no other, and has only so much room', async () => {
  const made = judges({ sideBySide: 2, room: 5, within: 1_000 })
  const done: string[] = []
  const flood = Array.from({ length: 7 }, () =>
    made
      .of(666)('change', slow)
      .catch((error: { why: string }) => done.push(error.why)),
  )
  await made.of(1)('comment', help)
  done.push('the other')
  await Promise.all(flood)
  // One at a time is under way, five wait, one had no room; the other installation waited for none of those five.
  expect(done.filter((one) => one === 'full')).toHaveLength(1)
  expect(done.indexOf('the other')).toBeLessThan(done.length - 3)
})

test('a process that saw one installation’s text judges nothing for another', async () => {
  const made = judges({ sideBySide: 2 })
  const seen = new Set<number>()
  for (const installation of [1, 2, 1, 3]) {
    await made.of(installation)('comment', help)
    for (const pid of made.processes()) seen.add(pid)
  }
  // The first comes back to its own; each other one gets a new process, and there are never more than there is room for.
  expect(seen.size).toBe(3)
  expect(made.processes().length).toBeLessThanOrEqual(2)
})

test('a process in hand has loaded the parsers before anybody asks, goes to who asks first, and is replaced', async () => {
  const made = judges()
  await made.warm()
  const [pid] = made.processes()
  const loaded = await readFile(`/proc/${pid}/maps`, 'latin1')
  expect(loaded).toMatch(/oxc-parser.*\.node/)
  expect(loaded).toMatch(/ast-grep.*\.node/)
  expect((await made.of(1)('comment', help)).commands).toHaveLength(1)
  // Those that carried something out come first.
  expect(made.processes()[0]).toBe(pid)
  while (made.processes().length < 2) await sleep(20)
  await made.warm()
  const next = made.processes().find((one) => one !== pid)
  await made.of(2)('comment', help)
  expect(made.processes()).toContain(next)
})

test('who asks while the process in hand still loads is answered by it, and waits for no end of that', async () => {
  const made = judges()
  const ready = made.warm()
  const [pid] = made.processes()
  expect((await made.of(1)('comment', help)).commands).toHaveLength(1)
  expect(made.processes()[0]).toBe(pid)
  await ready
})

test('a process that ends while it loads, or is ended with the app, keeps nobody waiting', async () => {
  const made = judges()
  const first = made.warm()
  process.kill(made.processes()[0] ?? 0, 'SIGKILL')
  await first
  expect((await made.of(1)('comment', help)).commands).toHaveLength(1)
  const second = made.warm()
  await made.close()
  await second
  await made.warm()
  expect(made.processes().filter(isThere)).toEqual([])
})

test('what waits or is under way at the end is told so, and no process stays', async () => {
  const made = judges({ sideBySide: 1 })
  const asked = [made.of(1)('change', slow), made.of(1)('change', slow)]
  const told = Promise.allSettled(asked)
  await sleep(50)
  const pids = made.processes()
  await made.close()
  expect((await told).map((one) => (one as PromiseRejectedResult).reason.why)).toEqual(['closed', 'closed'])
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  await expect(made.of(1)('change', slow)).rejects.toMatchObject({ why: 'closed' })
})

test('a judging process has nothing of the app’s environment, may write no file and start no process', async () => {
  process.env.REINS_TEST_CANARY = 'a-canary-secret'
  try {
    const made = judges()
    await made.of(1)('comment', help)
    const [pid] = made.processes()
    expect(await readFile(`/proc/${pid}/environ`, 'latin1')).not.toContain('a-canary-secret')
    const command = await readFile(`/proc/${pid}/cmdline`, 'latin1')
    expect(command).toContain('--permission')
    expect(command).not.toMatch(/--allow-(fs-write|child-process|worker)/)
  } finally {
    delete process.env.REINS_TEST_CANARY
  }
})

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
