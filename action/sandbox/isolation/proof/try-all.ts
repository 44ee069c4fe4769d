import { createSocket } from 'node:dgram'
import { readdir, readFile, rm } from 'node:fs/promises'
import { connect, type NetConnectOpts } from 'node:net'
import { join } from 'node:path'
import { exec } from '../../exec.ts'
import type { Performed, Surroundings } from '../../operation.ts'
import { commandScript, PROOF_FILE } from './command-script.ts'
import { CANARY_NAME, type Targets } from './targets.ts'

/** A refusal comes at once; what takes longer has reached something. */
const MOST_WAIT = 1_000
/** A machine that is busy tries slowly, and is not to be refused for it. Milliseconds. */
const PATIENCE = 30_000
/** Where clouds answer with the machine's own credentials. */
const METADATA = { host: '169.254.169.254', port: 80 }

/** Tries from inside to reach what must not be reached. @returns ok, or every way that was open in a line of `text`. */
export async function tryAll(targets: Targets, surroundings: Surroundings): Promise<Performed> {
  const found = await Promise.all([
    environments(targets),
    file(targets),
    ...(targets.network ? [] : ways(targets)),
    command(targets, surroundings),
  ])
  const open = found.flat()
  return { ok: open.length === 0, text: open.join('\n') }
}

function ways({ tcp: addresses, udp: others, abstract }: Targets): Promise<string[]>[] {
  return [...[...addresses, METADATA].map(tcp), tcp({ path: `\0${abstract}` }), ...others.map(udp)]
}

async function environments({ canary }: Targets): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const texts = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')),
  )
  return texts.some((text) => text.includes(`${CANARY_NAME}=${canary}`))
    ? ['the environment of a process outside can be read']
    : []
}

async function file({ canary, file }: Targets): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const ways = [
    '',
    '..',
    '/proc/self/root/..',
    ...pids.flatMap((pid) => [`/proc/${pid}/root`, `/proc/${pid}/cwd/..`]),
  ]
  const texts = await Promise.all(ways.map((way) => readFile(`${way}${file}`, 'utf8').catch(() => '')))
  return ways
    .filter((_, index) => texts[index]!.includes(canary))
    .map((way) => `a file outside can be read: ${way}…`)
}

async function tcp(to: NetConnectOpts & { host?: string; path?: string }): Promise<string[]> {
  const socket = connect(to)
  const reached = await new Promise<boolean>((resolve) => {
    socket.setTimeout(MOST_WAIT, () => resolve(true))
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  })
  socket.destroy()
  return reached ? [`the network can be reached: ${to.host ?? 'an abstract socket'}`] : []
}

/** Whether one arrived is seen by whoever listens outside. */
async function udp({ host, port }: { host: string; port: number }): Promise<string[]> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  await new Promise<void>((resolve) => {
    socket.once('error', () => resolve())
    socket.send('reins', port, host, () => resolve())
  })
  socket.close()
  return []
}

async function command(targets: Targets, surroundings: Surroundings): Promise<string[]> {
  const {
    output = '',
    text,
    exitCode,
  } = await exec(
    { op: 'exec', command: `${commandScript(targets)}\nexit 0`, timeout: PATIENCE },
    surroundings,
  )
  await rm(join(surroundings.place.workspace, PROOF_FILE), { force: true })
  if (exitCode !== 0) return [`the trying command failed: ${text.slice(0, 500)}`]
  return output.split('\n').filter((line) => line.trim() !== '')
}
