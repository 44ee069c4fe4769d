import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@jest/globals'
import { check, finish, play, shell } from './stage/play.ts'

/** What `setup` of the harness may do. */

/** Connects to a port of this machine, from whatever shell there is. */
const connect = (port: number) =>
  `node -e 'require("net").connect(${port}, "127.0.0.1").on("error", () => process.exit(7)).on("connect", () => process.exit(0))'`

async function setUp(network: boolean) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const { report } = await play({
    harness: { setup: { run: connect(port), network, timeout: 90_000 } },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  server.close()
  return report.outcome
}

test('with network it reaches a server', async () => {
  expect(await setUp(true)).toEqual({ kind: 'done' })
})

test('without, it reaches none', async () => {
  expect(await setUp(false)).toMatchObject({
    kind: 'error',
    cause: 'setup',
    detail: expect.stringContaining('ended with exit code 7'),
  })
})

test('one that takes too long ends the run, and says its limit', async () => {
  const { report } = await play({
    harness: { setup: { run: 'sleep 60', network: true, timeout: 1_000 } },
    script: [finish()],
  })
  expect(report.outcome).toMatchObject({
    cause: 'setup',
    detail: expect.stringContaining('did not end within 1.0 s'),
  })
})

test('what walls refuse the agent and the checks stands in the report, once each', async () => {
  const { report, ended } = await play({
    harness: { checks: [check('online', 'curl -sS https://checks.example || true')] },
    script: [
      shell('curl -sS https://registry.example/left-pad; echo "// more" >> src/cart.js'),
      shell('curl -sS https://registry.example/left-pad'),
      finish(),
    ],
  })
  const network = report.denied.filter(({ tool }) => tool === 'network')
  expect(network.map(({ what }) => what).sort()).toEqual(['checks.example', 'registry.example'])
  expect(network.every(({ count, why }) => count >= 2 && why.includes('`setup`'))).toBe(true)
  expect(ended.summary).toContain('registry.example')
})

test('an agent that runs into the same wall again and again is stopped', async () => {
  const again = [1, 2, 3, 4, 5].flatMap((n) => [shell(`echo ${n}`), shell('curl -sS https://wall.example')])
  const { report } = await play({ script: [...again, finish()] })
  expect(report.outcome).toMatchObject({ kind: 'limit', limit: 'loop' })
  expect(report.outcome).toHaveProperty('detail', expect.stringContaining('The same refused call'))
})
