import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@jest/globals'
import { finish, play, shell } from './stage/play.ts'

/** What `setup` of the harness may do. */

/** Connects to a port of this machine, from whatever shell there is. */
const connect = (port: number) =>
  `node -e 'require("net").connect(${port}, "127.0.0.1").on("error", () => process.exit(7)).on("connect", () => process.exit(0))'`
const able = spawnSync('unshare', ['--map-root-user', '--net', 'true']).status === 0

async function setUp(network: boolean) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const { report } = await play({
    harness: { setup: { run: connect(port), network, timeout: 20_000 } },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  server.close()
  return report.outcome
}

test('with network it reaches a server', async () => {
  expect(await setUp(true)).toEqual({ kind: 'done' })
})

test('without, it reaches none; where a machine cannot close the network, it is not run', async () => {
  expect(await setUp(false)).toMatchObject({
    kind: 'error',
    cause: 'setup',
    detail: expect.stringContaining(
      able ? 'ended with exit code 7' : 'this machine does not let it be closed',
    ),
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
