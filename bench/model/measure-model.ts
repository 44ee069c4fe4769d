import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type Measured, median } from '../table.ts'
import { type Answered, type Asked, ask, conversation } from './ask.ts'

const GROUP = 'a model call through the app'
/** A conversation in the middle of a run. */
const PROMPT = 200_000
const MEGABYTE = 1_000_000
/** Faster than any model writes a megabyte. Milliseconds. */
const PACE = 1_000
const STREAMS = 200
/** Of each of many, still many times as fast as a model. Milliseconds. */
const PACE_OF_MANY = 5_000
/** What they may need, all of them. Bytes. */
const MEMORY = 200_000_000
const CALLS = 100
/** A server is not new when it is asked: so many pairs are not counted. */
const WARM = 60
const LONG_CALLS = 4
const FAST_CALLS = 15

/** The same calls straight to a provider and through the app, in turns; each of the three in a process of its own. */
export async function measureModel(): Promise<Measured[]> {
  const provider = fork(new URL('./provider.ts', import.meta.url))
  const [port] = await once(provider, 'message')
  const baseUrl = `http://127.0.0.1:${port}/v1`
  const app = fork(new URL('./endpoint.ts', import.meta.url), [baseUrl, String(STREAMS)])
  try {
    const [started] = (await once(app, 'message')) as [{ port: number; tokens: string[] }]
    const through = started.tokens.map((token) => ({
      url: `http://127.0.0.1:${started.port}/model/v1`,
      token,
    }))
    const direct = { url: baseUrl, token: 'sk-bench-0123456789' }
    const [first = direct] = through
    return [
      ...(await firstBytes(app, direct, first)),
      ...(await megabytes(direct, first)),
      ...(await manyAtOnce(app, direct, through)),
    ]
  } finally {
    provider.disconnect()
    app.disconnect()
  }
}

async function firstBytes(app: ChildProcess, direct: Asked, through: Asked): Promise<Measured[]> {
  const body = conversation(PROMPT, 'stream 2000 bytes in 0 ms')
  await inTurns(0, body, { direct, through, warm: WARM })
  const before = await stateOf(app)
  const pairs = await inTurns(CALLS, body, { direct, through, warm: 0 })
  const after = await stateOf(app)
  return [
    row('added to the first byte', 'ms', middle(pairs.map(({ a, b }) => b.firstByte - a.firstByte)), 3),
    row('for comparison: first byte without the app', 'ms', middle(pairs.map(({ a }) => a.firstByte))),
    row('processor time of the app for a short answer', 'ms', (after.cpu - before.cpu) / CALLS),
  ]
}

async function megabytes(direct: Asked, through: Asked): Promise<Measured[]> {
  const asking = (ms: number) => conversation(PROMPT, `stream ${MEGABYTE} bytes in ${ms} ms`)
  const paced = await inTurns(LONG_CALLS, asking(PACE), { direct, through })
  const fast = await inTurns(FAST_CALLS, asking(0), { direct, through })
  return [
    {
      ...row(
        'added to a stream of 1 MB in a second',
        '%',
        middle(paced.map(({ a, b }) => (b.all / a.all - 1) * 100)),
        5,
      ),
      byMachine: true,
    },
    // Of no model: a hop over loopback is all there is to it, and two hops are twice as many.
    row('1 MB as fast as it goes', '×', middle(fast.map(({ a, b }) => b.all / a.all))),
    row('added to 1 MB as fast as it goes', 'ms', middle(fast.map(({ a, b }) => b.all - a.all))),
    row('for comparison: 1 MB without the app', 'ms', middle(fast.map(({ a }) => a.all))),
  ]
}

async function manyAtOnce(app: ChildProcess, direct: Asked, through: Asked[]): Promise<Measured[]> {
  const body = conversation(PROMPT, `stream ${MEGABYTE} bytes in ${PACE_OF_MANY} ms`)
  const straight = await Promise.all(through.map(() => ask(direct, body)))
  const before = await stateOf(app)
  const answers = await Promise.allSettled(through.map((one) => ask(one, body)))
  const { peak, counted, cpu } = await stateOf(app)
  const whole = answers.flatMap((one) =>
    one.status === 'fulfilled' && isWhole(one.value) ? [one.value] : [],
  )
  const name = `${through.length} streams of 1 MB in 5 s at once`
  return [
    row(`${name}: all of it`, 'ms', Math.max(...whole.map(({ all }) => all))),
    row(`${name}: all of it without the app`, 'ms', Math.max(...straight.map(({ all }) => all))),
    row(`${name}: processor time of the app for each`, 'ms', (cpu - before.cpu) / through.length),
    row(`${name}: median first byte`, 'ms', middle(whole.map(({ firstByte }) => firstByte))),
    row(`${name}: the same without the app`, 'ms', middle(straight.map(({ firstByte }) => firstByte))),
    row(`${name}: not whole`, 'calls', through.length - whole.length, 0),
    row(`${name}: not counted`, 'calls', through.length - (counted - before.counted), 0),
    row(`${name}: most memory above what it had`, 'bytes', Math.max(0, peak - before.rss), MEMORY),
  ]
}

/** `peak` since it was asked last; sizes in bytes, milliseconds of the processor. */
type State = { peak: number; rss: number; counted: number; cpu: number }

async function stateOf(app: ChildProcess): Promise<State> {
  app.send('usage')
  const [state] = (await once(app, 'message')) as [State]
  return state
}

async function inTurns(
  count: number,
  body: Buffer,
  { direct, through, warm = 1 }: { direct: Asked; through: Asked; warm?: number },
) {
  const pairs: { a: Answered; b: Answered }[] = []
  for (let pair = -warm; pair < count; pair++) {
    const a = await ask(direct, body)
    const b = await ask(through, body)
    if (b.status !== 200 || b.bytes !== a.bytes)
      throw new Error(`The app answered ${b.status} with ${b.bytes} of ${a.bytes} bytes.`)
    if (pair >= 0) pairs.push({ a, b })
  }
  return pairs
}

function isWhole({ status, bytes }: Answered): boolean {
  return status === 200 && bytes >= MEGABYTE
}

function middle(values: number[]): number {
  return median(values.sort((a, b) => a - b))
}

function row(name: string, unit: Measured['unit'], value: number, most?: number): Measured {
  return { ...{ group: GROUP, name, unit, value }, ...(most === undefined ? {} : { most }) }
}
