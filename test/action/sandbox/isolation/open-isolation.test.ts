import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import type { Machine } from '../../../../action/sandbox/isolation/machine.ts'
import { openIsolation } from '../../../../action/sandbox/isolation/open-isolation.ts'
import { machineHere } from '../isolation-here.ts'

const run = promisify(execFile)

/** What opens a room and tries to get out of it, as a program of its own: other users and namespaces start it. */
const SOURCE = `
import { mkdirSync, mkdtempSync } from 'node:fs'
import { openIsolation } from './action/sandbox/isolation/open-isolation.ts'
import { prove } from './action/sandbox/isolation/proof/prove.ts'
import { startToolHost } from './action/sandbox/start-tool-host.ts'
const [machine, entry, command] = [JSON.parse(process.argv[2]), ...process.argv.slice(3)]
const opened = await openIsolation({ ...machine, uid: process.getuid(), gid: process.getgid() }, 'required')
if (opened.kind === 'refused') console.log(JSON.stringify({ why: opened.why }))
else {
  const folder = mkdtempSync('/tmp/reins-test-')
  mkdirSync(folder + '/workspace')
  const { isolation } = opened
  const host = await startToolHost({ workspace: folder + '/workspace', folder, isolation, entry })
  const open = await prove(host, { isolation, folder, frozen: [], network: false })
  const { output } = await host.call({ op: 'exec', command, timeout: 60_000 }, {})
  await host.close()
  console.log(JSON.stringify({ kind: isolation.kind, open, output }))
}
process.exit()
`

let folder = ''
beforeAll(async () => {
  // Where anybody may look: the tests and their Node may stand where only their owner does.
  folder = await mkdtemp('/tmp/reins-test-')
  await copyFile(process.execPath, join(folder, 'node'))
  const shared = { bundle: true, platform: 'node', logLevel: 'error', target: 'node24' } as const
  const root = join(import.meta.dirname, '../../../..')
  await build({
    ...shared,
    stdin: { contents: SOURCE, resolveDir: root, loader: 'ts' },
    outfile: join(folder, 'try.mjs'),
    format: 'esm',
  })
  const host = [join(root, 'action/sandbox/host.ts')]
  await build({ ...shared, entryPoints: host, outfile: join(folder, 'tool-host.cjs'), format: 'cjs' })
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** @param before A program that starts ours: as somebody else, or with less. */
async function tryOn(machine: Partial<Machine>, before: string[] = [], command = COMMAND) {
  const [program, ...args] = [
    ...[...before, join(folder, 'node'), join(folder, 'try.mjs')],
    ...[JSON.stringify(machineHere({ home: '/nonexistent', ...machine })), join(folder, 'tool-host.cjs')],
    command,
  ]
  const { stdout } = await run(program!, args, { timeout: 60_000, env: { ...process.env, TMPDIR: '/tmp' } })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as {
    kind?: string
    open?: string[]
    output?: string
    why?: string
  }
}

const COMMAND = 'id -un; pwd; touch made && echo wrote'
const HOLDS = { open: [], output: 'agent\n/workspace\nwrote\n' }
/** What another user needs is that there is one to become. */
const isRoot = process.getuid!() === 0
const AS_USER = isRoot ? ['setpriv', '--reuid', '1234', '--regid', '1234', '--clear-groups'] : []
const NO_BWRAP = { path: '/nowhere' }

test('as who the tests are, with bubblewrap', async () => {
  expect(await tryOn({ path: '/usr/bin:/bin' })).toEqual({ kind: 'bubblewrap', ...HOLDS })
})

test('as an ordinary user, with bubblewrap', async () => {
  expect(await tryOn({ path: '/usr/bin:/bin' }, AS_USER)).toEqual({ kind: 'bubblewrap', ...HOLDS })
})

test('without bubblewrap unshare does the same, and passes the same proof', async () => {
  expect(await tryOn(NO_BWRAP)).toEqual({ kind: 'unshare', ...HOLDS })
  expect(await tryOn(NO_BWRAP, AS_USER)).toEqual({ kind: 'unshare', ...HOLDS })
})

test('an ordinary user sees its tools below /tmp, and nothing beside them', async () => {
  const tools = join(folder, 'tools')
  await mkdir(join(tools, 'bin'), { recursive: true })
  await writeFile(join(tools, 'bin/hello'), '#!/bin/sh\necho hello\n', { mode: 0o755 })
  await writeFile(join(tools, 'secret'), 'secret')
  const command = `hello; ls ${folder} ${tools}; : >/tmp/mine && rm /tmp/mine; (: >${tools}/bin/hello) 2>/dev/null || echo refused`
  const output = `hello\n${folder}:\ntools\n\n${tools}:\nbin\nrefused\n`
  const path = join(tools, 'bin')
  expect(await tryOn({ path: `${path}:/usr/bin:/bin` }, AS_USER, command)).toEqual({
    ...{ kind: 'bubblewrap', open: [], output },
  })
  expect(await tryOn({ path }, AS_USER, command)).toEqual({ kind: 'unshare', open: [], output })
})

test('where nobody may make a namespace the run is refused, with what was tried and the commands to type', async () => {
  // A user namespace of its own, so that the limit is not the machine's.
  const without = [
    ...AS_USER,
    ...['unshare', '--user', '--map-root-user'],
    ...['unshare', '--user', '--map-user=1234', '--map-group=1234', '--keep-caps', 'sh', '-c'],
    'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --ambient-caps=-all --inh-caps=-all "$@"',
    'sh',
  ]
  const { why } = await tryOn({ path: '/usr/bin:/bin' }, without)
  expect(why).toContain("no way to keep the agent's tools apart")
  expect(why).toMatch(/- bubblewrap: bwrap: .*\n- unshare: unshare: .*/)
  expect(why).toContain('sudo apt-get update && sudo apt-get install -y bubblewrap')
})

test('a broken bubblewrap is passed over', async () => {
  const programs = join(folder, 'broken')
  await mkdir(programs)
  await writeFile(join(programs, 'bwrap'), '#!/bin/sh\necho "bwrap: no permission" >&2; exit 1\n', {
    mode: 0o755,
  })
  expect(await tryOn({ path: programs })).toEqual({ kind: 'unshare', ...HOLDS })
})

test('one that pretends, and starts the program without walls, is passed over', async () => {
  const programs = join(folder, 'pretends')
  await mkdir(programs)
  await writeFile(
    join(programs, 'bwrap'),
    '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n',
    { mode: 0o755 },
  )
  expect(await tryOn({ path: programs })).toEqual({ kind: 'unshare', ...HOLDS })
})

test('an ordinary user is told of the profile for AppArmor and of the switches; root of containers', async () => {
  const { howToMend } = await import('../../../../action/sandbox/isolation/advice.ts')
  expect(howToMend({ uid: 1000 })).toMatch(
    /apparmor_parser --replace[\s\S]*sysctl -w user\.max_user_namespaces/,
  )
  expect(howToMend({ uid: 1000 })).toContain(
    'profile reins-bwrap /usr/bin/bwrap flags=(unconfined) {\n      userns,',
  )
  expect(howToMend({ uid: 0 })).toContain('--cap-add SYS_ADMIN')
})

test('only who asks for it gets none, and is told', async () => {
  const opened = await openIsolation(machineHere(), 'off')
  expect(opened.kind === 'ok' && opened.isolation).toMatchObject({
    kind: 'off',
    words: expect.stringContaining('REINS_SANDBOX=off'),
  })
})
