/** The tool host's entry: the only process that touches the workspace. Ends with its stdin. */
import { endAll } from './end-all.ts'
import { endLeftovers } from './end-leftovers.ts'
import type { HostAnswer, HostRequest, Place } from './host-message.ts'
import { readJsonLines, toJsonLine } from './json-lines.ts'
import { perform } from './perform.ts'

const place = JSON.parse(process.argv[2] ?? '') as Place
const running = new Map<number, AbortController>()

readJsonLines(
  process.stdin,
  (value) => {
    const request = value as HostRequest
    if ('cancel' in request) running.get(request.cancel)?.abort()
    else void answer(request)
  },
  (line) => process.stderr.write(`not JSON: ${line.slice(0, 200)}\n`),
)
process.stdin.on('end', () => void leave())
process.on('SIGTERM', () => void leave())

async function answer({ id, call }: Extract<HostRequest, { id: number }>): Promise<void> {
  const abort = new AbortController()
  running.set(id, abort)
  const started = performance.now()
  const result = await perform(call, { place, signal: abort.signal })
  running.delete(id)
  const message: HostAnswer = { id, result: { ...result, ms: Math.round(performance.now() - started) } }
  process.stdout.write(toJsonLine(message))
}

async function leave(): Promise<void> {
  for (const abort of running.values()) abort.abort()
  // Init would end the rest when we have ended, but whoever waits for us could still see it for a moment.
  await (place.apart ? endAll() : endLeftovers(place.home, [process.pid]))
  process.exit(0)
}
