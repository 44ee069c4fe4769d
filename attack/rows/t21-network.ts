import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Attempt, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { attemptsOf, controlsOf, type There, tryProbes, withoutBubblewrap } from '../stage/probes.ts'
import { type Stage, shared } from '../stage/stage.ts'
import { read, search } from '../stage/turns.ts'
import { PROBES } from './t21/probes.ts'

/** Services of this machine that count who comes. */
const listening = shared(async (stage: Stage): Promise<There & { arrived: () => number }> => {
  const out = await stage.outside()
  let arrived = 0
  const tcp = createServer((socket) => {
    arrived++
    socket.on('error', () => undefined).end('HTTP/1.0 200 OK\r\n\r\nhello')
  })
  tcp.listen(0, '0.0.0.0')
  await once(tcp, 'listening')
  const udp = createSocket('udp4', () => arrived++)
  udp.bind(0, '127.0.0.1')
  await once(udp, 'listening')
  stage.afterwards(() => {
    tcp.close()
    udp.close()
  })
  const { port } = tcp.address() as { port: number }
  const own = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => `${address}/${port}`)
  return {
    ...{ out, arrived: () => arrived, names: { own: own.join(' ') } },
    ports: { tcp: port, udp: udp.address().port },
  }
})

const inARoom = shared(async (stage: Stage) => {
  const there = await listening(stage)
  const { tcp } = there.ports
  const before = there.arrived()
  const told = await tryProbes(stage, {
    ...{ probes: PROBES, there },
    harness: `version: 1
scope: { write: ["src/**"] }
setup: { run: '(exec 3<>/dev/tcp/198.51.100.9/80) && echo HIT >~/setup-said; curl -sS -m 5 http://setup.example.com && echo HIT >>~/setup-said; echo tried >>~/setup-said', network: false }
`,
    says: [
      read(`/dev/tcp/127.0.0.1/${tcp}`, 'https://example.com/x'),
      search('.', `/dev/tcp/127.0.0.1/${tcp}`, 'https://example.com/x'),
    ],
  })
  return { told, there, arrived: there.arrived() - before }
})

const behindUnshare = shared(async (stage: Stage) => {
  const there = await listening(stage)
  const before = there.arrived()
  const told = await tryProbes(stage, {
    ...{ probes: PROBES, there, before: async () => undefined },
    runnerPath: await withoutBubblewrap(there.out),
  })
  return { told, there, arrived: there.arrived() - before }
})

const nothingArrived = (means: string, made: typeof inARoom): Attempt => ({
  name: `anything arrives outside, behind ${means}`,
  run: async (stage) => {
    const { told, arrived } = await made(stage)
    must(told.report?.isolation.startsWith(means) === true, `it ran behind ${told.report?.isolation}`)
    must(arrived === 0, `${arrived} connections and datagrams arrived`)
    return stopped('sandbox: network namespace', {
      tried: told.report?.isolation ?? '',
      evidence: 'two services outside counted nobody',
    })
  },
})

/** What the report has to name, by the kind of attempt. */
const LISTED: Record<string, (there: There) => string> = {
  'TCP to an address': () => '192.0.2.1',
  'TCP to a private network': () => '172.17.0.1',
  'TCP to a link-local address': () => '169.254.169.254',
  IPv6: () => '2001:db8::1',
  'IPv6 link-local': () => 'fe80::1',
  'a name that bash looked up': () => 'api.github.com',
  'a name that curl looked up': () => 'example.com',
  'a name that git looked up': () => 'git.example.com',
  'a name that node looked up': () => 'node.example.com',
  'a service on the loopback': ({ ports }) => `127.0.0.1:${ports.tcp}`,
  'UDP to a name server': () => '1.1.1.1',
  'UDP to everybody': () => '255.255.255.255',
  'what setup tried': () => 'setup.example.com',
}

function listed(name: string, what: (there: There) => string): Attempt {
  return {
    name: `${name} stays unsaid in the report`,
    run: async (stage) => {
      const { told, there } = await inARoom(stage)
      const wanted = what(there)
      const denied = told.report?.denied ?? []
      const found = denied.find((one) => one.tool === 'network' && one.what.startsWith(wanted))
      must(
        found !== undefined,
        `${wanted} is not among ${denied.map(({ tool, what }) => `${tool} ${what}`).join(', ')}`,
      )
      return stopped('sandbox: network namespace', {
        tried: wanted,
        evidence: `${found.what}, ${found.count} times: ${found.why}`,
      })
    },
  }
}

export const T21: Row = {
  id: 'T21',
  name: 'network from any tool',
  threat:
    'Network from any tool: TCP, UDP, DNS, IPv6, loopback services, link-local: refused, and listed in the report.',
  attempts: [
    ...attemptsOf(PROBES, 'a command', async (stage) => (await inARoom(stage)).told),
    ...attemptsOf(PROBES, 'a command behind unshare', async (stage) => (await behindUnshare(stage)).told),
    nothingArrived('bubblewrap', inARoom),
    nothingArrived('unshare', behindUnshare),
    ...Object.entries(LISTED).map(([name, what]) => listed(name, what)),
    {
      name: 'setup without network has one',
      run: async (stage) => {
        const said = (await inARoom(stage)).told.ran('cat ~/setup-said')
        must(said.includes('tried') && !said.includes('HIT'), said)
        return stopped('sandbox: network namespace', { tried: 'setup ran', evidence: said })
      },
    },
    {
      name: 'a reader of the report is not shown it',
      run: async (stage) => {
        const { told } = await inARoom(stage)
        const text = JSON.stringify([told.check, told.workflow])
        must(/Refused attempts/.test(text) && text.includes('192.0.2.1'), text.slice(-2_000))
        return stopped('sandbox: network namespace', {
          tried: 'the run ended',
          evidence: 'the check run lists it under "Refused attempts"',
        })
      },
    },
    {
      name: 'read_file and search are asked for addresses',
      run: async (stage) => {
        const { told, there } = await inARoom(stage)
        for (const path of [`/dev/tcp/127.0.0.1/${there.ports.tcp}`, 'https://example.com/x'])
          for (const said of [told.said('read_file', { path }), told.said('search', { pattern: '.', path })])
            must(/^Refused|does not exist/.test(said), said)
        return stopped('action: safe path', { tried: 'four calls', evidence: 'refused, or no such file' })
      },
    },
  ],
  controls: controlsOf(PROBES, listening),
}
