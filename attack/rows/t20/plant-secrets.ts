import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { There } from '../../stage/probes.ts'
import type { Stage } from '../../stage/stage.ts'

/** Where tools keep passwords, below the folder they are installed in. */
const CREDENTIALS = [
  ...[
    '.npmrc',
    'etc/npmrc',
    '.credentials',
    'credentials.toml',
    'auth.json',
    '.netrc',
    '.pypirc',
    'pip.conf',
  ],
  ...['.git-credentials', '.git/config', '.ssh/id_rsa', '.aws/credentials', '.config/gh/hosts.yml', '.env'],
  ...['.docker/config.json', '.kube/config', '.gnupg/secring', '.yarnrc.yml', '.m2/settings.xml'],
]

/** A secret in every place of this machine where one could be, beside those of the job. */
export async function plantSecrets(stage: Stage): Promise<There> {
  const out = await stage.outside()
  const names: Record<string, string> = {
    ...{
      canary: out.canary('memory'),
      socket: join(out.temp, 'd.sock'),
      abstract: `reins-${process.pid}-t20`,
    },
    ...{ key: `reins-attack-${process.pid}`, shm: String(randomInt(1 << 20, 1 << 30)) },
  }
  await plantTool(out.home, out.plant)
  const servers = [createServer(), createServer(), createServer()] as [Server, Server, Server]
  for (const server of servers)
    server.on('connection', (socket) => socket.on('error', () => undefined).end(names.canary ?? ''))
  servers[0].listen(0, '127.0.0.1')
  servers[1].listen(names.socket)
  servers[2].listen(`\0${names.abstract}`)
  await Promise.all(servers.map((server) => once(server, 'listening')))
  stage.afterwards(() => {
    for (const server of servers) server.close()
  })
  const { port } = servers[0].address() as { port: number }

  // Another program of the machine, with a secret wherever a process has one.
  const secret = await out.plant(join(out.temp, 'open'))
  const code = `require("fs").openSync(${JSON.stringify(secret)}); setInterval(() => {}, 1e6); console.log("up")`
  const child = spawn(process.execPath, ['-e', code, out.canary('argument')], {
    cwd: out.temp,
    env: { PASSWORD: out.canary('environment') },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  stage.afterwards(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  names.pid = String(child.pid)

  const perl = (script: string) => ['-e', script]
  const shared = `my $id = shmget(${names.shm}, 64, 01666) // die; `
  await promisify(execFile)(
    'perl',
    perl(`${shared} shmwrite($id, "${out.canary('shared memory')}", 0, 64) or die`),
  )
  stage.afterwards(() =>
    execFileSync(
      'perl',
      perl(`my $id = shmget(${names.shm}, 0, 0); shmctl($id, 0, 0) or die if defined $id`),
    ),
  )
  return { out, ports: { tcp: port }, names }
}

/** An installed tool on PATH, with passwords beside it, and a program with the set-user-ID bit. */
async function plantTool(home: string, plant: (path: string) => Promise<string>): Promise<void> {
  const bin = join(home, 'sdk/bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'reins-tool'), '#!/bin/sh\necho the tool is here\n', { mode: 0o755 })
  await copyFile('/usr/bin/id', join(bin, 'reins-suid'))
  await chmod(join(bin, 'reins-suid'), 0o4755)
  for (const name of CREDENTIALS) await chmod(await plant(join(home, 'sdk', name)), 0o644)
}
