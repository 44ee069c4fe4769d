import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { ToolHost } from '../../tool-host.ts'
import type { Isolation } from '../isolation.ts'

/** Proving more of a list that can be long tells nothing new. */
const MAX_FROZEN = 20

/**
 * Lets the tools' own process try what must be impossible, with something of ours at every place it may not reach.
 *
 * @param options.folder Outside of the room, ours alone.
 * @returns every way out that was open, in words; none when the walls hold.
 */
export async function prove(
  host: ToolHost,
  {
    isolation,
    folder,
    frozen,
    network,
  }: { isolation: Isolation; folder: string; frozen: string[]; network: boolean },
): Promise<string[]> {
  const file = join(folder, `canary-${randomBytes(6).toString('hex')}`)
  const arrived = new Set<string>()
  // Where the network is meant to be, only the rest is to be shown.
  const open = network ? NOTHING : await listen(arrived)
  try {
    await writeFile(file, isolation.canary)
    const { ok, text } = await host.call(
      {
        op: 'prove',
        ...{ canary: isolation.canary, file, abstract: open.abstract, workspace: host.workspace },
        ...{ network, tcp: open.tcp, udp: open.udp, frozen: frozen.slice(0, MAX_FROZEN) },
      },
      {},
    )
    // What was sent on the way of datagrams is here by now: it took the same way as the answer, and less.
    await new Promise((resolve) => setImmediate(resolve))
    return [...(ok ? [] : text.split('\n')), ...[...arrived].map((what) => `${what} arrived outside`)]
  } finally {
    await Promise.all([open.close(), rm(file, { force: true })])
  }
}

const NOTHING = { abstract: '', tcp: [], udp: [], close: async () => {} }

/** On every address of the machine, and on a name that only a network namespace keeps apart. */
async function listen(arrived: Set<string>) {
  const hosts = addresses()
  const abstract = `reins-${randomBytes(9).toString('hex')}`
  const tcp = await Promise.all(hosts.map((host) => tcpOn(host, () => arrived.add('a connection'))))
  const udp = await Promise.all(hosts.map((host) => udpOn(host, () => arrived.add('a datagram'))))
  const unix = await serverAt({ path: `\0${abstract}` }, () =>
    arrived.add('a connection to an abstract socket'),
  )
  const servers = [...tcp.flatMap(({ server }) => server ?? []), ...(unix === null ? [] : [unix])]
  return {
    abstract,
    tcp: tcp.flatMap(({ at }) => at ?? []),
    udp: udp.flatMap(({ at }) => at ?? []),
    close: async () => {
      for (const server of servers) server.close()
      for (const { socket } of udp) socket?.close()
    },
  }
}

function addresses(): string[] {
  const own = Object.values(networkInterfaces()).flat()
  const reachable = own.filter(
    (one) => one !== undefined && !(one.family === 'IPv6' && one.address.startsWith('fe80')),
  )
  return [...new Set(['127.0.0.1', ...reachable.map((one) => one!.address)])].slice(0, 6)
}

async function serverAt(
  where: { host?: string; port?: number; path?: string },
  reached: () => void,
): Promise<Server | null> {
  const server = createServer((socket) => {
    reached()
    socket.destroy()
  })
  server.listen(where)
  try {
    await once(server, 'listening')
    return server
  } catch {
    // No such address here (IPv6 turned off): there is nothing to reach.
    return null
  }
}

async function tcpOn(host: string, reached: () => void) {
  const server = await serverAt({ host, port: 0 }, reached)
  const address = server?.address()
  return { server, at: typeof address === 'object' && address ? { host, port: address.port } : null }
}

async function udpOn(
  host: string,
  reached: () => void,
): Promise<{ socket: Socket | null; at: { host: string; port: number } | null }> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4', reached)
  socket.bind(0, host)
  try {
    await once(socket, 'listening')
    return { socket, at: { host, port: socket.address().port } }
  } catch {
    return { socket: null, at: null }
  }
}
