import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

export type RunningPostgres = {
  kind: 'running'
  /** Of its superuser, for the database `postgres`. */
  url: string
  version: string
  /** Of the server's own process: what it takes of the machine is its children's, too. */
  pid: number
  /** It ends without a goodbye to whoever is connected, and begins again. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** Where Debian's packages put them. */
const PLACE = '/usr/lib/postgresql'
/** The machine itself does not crash, so nothing waits for its disk; what was committed survives an end of the server all the same. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off' }
/** Milliseconds. */
const READY_WITHIN = 60_000
/** Who runs it where this process is root: it refuses root. */
const ACCOUNT = 'postgres'

/**
 * A Postgres of one's own on this machine, empty, that goes away with its folder. Nothing is downloaded.
 *
 * @param durable Waits for the disk as an operator's would: for measurements.
 */
export async function startPostgres({
  durable = false,
} = {}): Promise<RunningPostgres | { kind: 'none'; why: string }> {
  const found = await newest()
  if (found === null)
    return {
      kind: 'none',
      why: `There is no Postgres in ${PLACE}: install Debian's package postgresql, or leave Postgres out.`,
    }
  const owner = await account()
  if (owner === 'missing')
    return {
      kind: 'none',
      why: `Postgres refuses to run as root, and there is no account ${ACCOUNT} to run it.`,
    }
  const folder = await mkdtemp(join(tmpdir(), 'reins-postgres-'))
  try {
    if (owner !== null) await chown(folder, owner.uid, owner.gid)
    return await start({ ...found, owner, folder, settings: durable ? {} : SETTINGS })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

type Owner = { uid: number; gid: number } | null
type Given = {
  version: string
  bin: string
  owner: Owner
  folder: string
  settings: Record<string, string>
}

async function start({ version, bin, owner, folder, settings }: Given): Promise<RunningPostgres> {
  const as = owner ?? {}
  const data = join(folder, 'data')
  const options = { ...as, cwd: folder, env: { LC_ALL: 'C.UTF-8' } }
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  await run(join(bin, 'initdb'), init, options)
  const port = await freePort()
  const all = {
    ...settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`

  const begin = async () => {
    const told = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...told], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    server.stderr.on('data', (text) => {
      said = `${said}${text}`.slice(-4_000)
    })
    const ended = once(server, 'exit')
    const until = Date.now() + READY_WITHIN
    for (;;) {
      if (server.exitCode !== null) throw new Error(`Postgres ended at its start: ${said}`)
      const ready = await run(
        join(bin, 'pg_isready'),
        ['-q', '-h', '127.0.0.1', '-p', String(port)],
        options,
      ).then(
        () => true,
        () => false,
      )
      if (ready) return { server, ended }
      if (Date.now() > until) {
        server.kill('SIGKILL')
        throw new Error(`Postgres was not ready after ${READY_WITHIN / 1_000} s: ${said}`)
      }
      await pass(50)
    }
  }
  let { server, ended } = await begin()
  /** SIGQUIT is Postgres' own "immediate": its children end with it, and the log is read again at the next start. */
  const end = async () => {
    server.kill('SIGQUIT')
    await ended
  }
  // Whatever ends this process, and however suddenly.
  const endAtExit = () => server.kill('SIGQUIT')
  process.once('exit', endAtExit)
  const running: RunningPostgres = {
    kind: 'running',
    url,
    version,
    pid: server.pid ?? 0,
    async restart() {
      await end()
      ;({ server, ended } = await begin())
      running.pid = server.pid ?? 0
    },
    async stop() {
      process.off('exit', endAtExit)
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return running
}

async function newest(): Promise<{ version: string; bin: string } | null> {
  const versions = await readdir(PLACE).catch((): string[] => [])
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const bin = join(PLACE, version, 'bin')
    const files = await readdir(bin).catch((): string[] => [])
    if (files.includes('postgres') && files.includes('initdb')) return { version, bin }
  }
  return null
}

/** Who it runs as: null for whoever runs this. */
async function account(): Promise<Owner | 'missing'> {
  if (process.getuid?.() !== 0) return null
  const id = async (flag: string) => Number((await run('id', [flag, ACCOUNT])).stdout)
  try {
    return { uid: await id('-u'), gid: await id('-g') }
  } catch {
    return 'missing'
  }
}
