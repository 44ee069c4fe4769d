import { readFileSync } from 'node:fs'
import { MOST_REFUSED, type Refused } from './refused.ts'

/** What the kernel counted in our network namespace since it is there, where nothing but `lo` is. */
export type NetworkCount = {
  /** ENETUNREACH: there is no way out, IPv4 or IPv6. */
  unreachable: number
  /** Nobody listens on the loopback: TCP, and UDP (a DNS server of the machine is mostly there). */
  refusedTcp: number
  refusedUdp: number
}

/** @returns null where /proc has no such counters. */
export function countNetwork(): NetworkCount | null {
  try {
    const v4 = readFileSync('/proc/net/snmp', 'utf8')
    const v6 = readFileSync('/proc/net/snmp6', { encoding: 'utf8' })
    return {
      unreachable: inTable(v4, 'Ip', 'OutNoRoutes') + inList(v6, 'Ip6OutNoRoutes'),
      refusedTcp: inTable(v4, 'Tcp', 'AttemptFails'),
      refusedUdp: inTable(v4, 'Udp', 'NoPorts') + inList(v6, 'Udp6NoPorts'),
    }
  } catch {
    return null
  }
}

/** "Ip: Forwarding DefaultTTL …" and below it "Ip: 2 64 …". */
function inTable(text: string, table: string, name: string): number {
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith(`${table}: `))
    .map((line) => line.split(' '))
  return Number(values[names.indexOf(name)] ?? 0)
}

function inList(text: string, name: string): number {
  return Number(new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

/**
 * What of the network was refused between two counts. The kernel says how often; the command's output says to whom, or
 * the addresses in the command. Names without a count are only text.
 */
export function refusedNetwork(
  { before, after }: { before: NetworkCount; after: NetworkCount },
  { command, output }: { command: string; output: string },
): Refused[] {
  const outside = after.unreachable - before.unreachable + after.refusedUdp - before.refusedUdp
  const inside = after.refusedTcp - before.refusedTcp
  const said = namesIn(output, SAYINGS)
  const { hosts, loopback } = said.hosts.size + said.loopback.size > 0 ? said : namesIn(command, [ADDRESS])
  return [
    ...(outside > 0 ? named('network', hosts, { count: outside, what: 'an address outside' }) : []),
    ...(inside > 0 ? named('loopback', loopback, { count: inside, what: 'a port of the loopback' }) : []),
  ]
}

/** The kernel's number is spread over the names: a name was looked up several times, or printed twice for one try. */
function named(
  kind: Refused['kind'],
  names: Set<string>,
  { count, what }: { count: number; what: string },
): Refused[] {
  if (names.size === 0) return [{ kind, what, count }]
  const each = Math.max(1, Math.floor(count / names.size))
  return [...names].slice(0, MOST_REFUSED).map((name) => ({ kind, what: name, count: each }))
}

const HOST = String.raw`(\[?(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}\]?|[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?)`
const PORT = String.raw`(?: port |:)(\d{1,5})`
/** As curl, wget, git, Node, Python, pip, Go, Rust, Java, ssh and bash write it; the host, then perhaps the port. */
const SAYINGS = [
  `Could not resolve host(?:name)?:? ['"‘]?${HOST}`,
  `[Ff]ailed to resolve (?:host |address )?['"‘]?${HOST}`,
  `unable to resolve host address ['"‘]${HOST}`,
  `Temporary failure resolving ['"‘]${HOST}`,
  `getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ${HOST}`,
  `dial (?:tcp|udp):? (?:lookup )?${HOST}(?:${PORT})?`,
  `UnknownHostException: ${HOST}`,
  `connect (?:ENETUNREACH|ECONNREFUSED|EHOSTUNREACH) ${HOST}(?:${PORT})?`,
  `[Ff]ailed to connect to ${HOST}(?:${PORT})?`,
  `[Cc]onnect(?:ing)? to (?:host )?${HOST}(?:${PORT})?`,
  `ssh: .*hostname ${HOST}: `,
  String.raw`\(?host=['"]${HOST}['"], port=(\d{1,5})`,
  String.raw`/dev/(?:tcp|udp)/${HOST}/(\d{1,5})`,
].map((source) => new RegExp(source, 'g'))

const ADDRESS = new RegExp(String.raw`\b[a-z][a-z+]{1,9}://(?:[^\s/@]{1,100}@)?${HOST}(?:${PORT})?`, 'g')

const MOST_LOOKED_AT = 200_000

function namesIn(given: string, sayings: RegExp[]): { hosts: Set<string>; loopback: Set<string> } {
  const hosts = new Set<string>()
  const loopback = new Set<string>()
  const text = given.slice(0, MOST_LOOKED_AT)
  for (const saying of sayings)
    for (const [, found = '', port] of text.matchAll(saying)) {
      const host = found.replace(/^\[|\]$/g, '')
      const isHere = /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0)$/.test(host)
      if (isHere)
        loopback.add(port === undefined ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`)
      else if (host.includes('.') || host.includes(':')) hosts.add(host)
    }
  return { hosts, loopback }
}
