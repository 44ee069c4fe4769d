import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { withHost } from '../with-host.ts'

/** Stands outside, as the runner's folders and secrets do. */
const outside = mkdtempSync(join(tmpdir(), 'reins-secret-'))
const SECRET = randomBytes(12).toString('hex')
const file = join(outside, 'token')
writeFileSync(file, SECRET)
afterAll(() => rmSync(outside, { recursive: true }))

/** What commands print on every way to something; the secret must not be in it. */
const tries = async (commands: string[]) => {
  let said = ''
  await withHost(async ({ sh }) => {
    said = (await sh(`${commands.join('\n')}\necho tried`)).output ?? ''
  })
  expect(said).toContain('tried')
  return said
}

test('reads the token from the environment, arguments and memory of every process it sees', async () => {
  process.env.REINS_TEST_SECRET = SECRET
  const said = await tries([
    'cat /proc/*/environ /proc/*/task/*/environ /proc/*/cmdline 2>/dev/null',
    'for p in /proc/[0-9]*; do [ "$p" = "/proc/$$" ] || dd if=$p/mem bs=1 count=1 2>&1; done',
    'env; ps auxe 2>/dev/null',
  ])
  delete process.env.REINS_TEST_SECRET
  expect(said).not.toContain(SECRET)
  expect(said).not.toContain('REINS_CANARY')
})

test('reads a file of the runner by its path, by links, by /proc and by the folder above', async () => {
  const said = await tries([
    `cat ${file}; cat /proc/1/root${file}; cat /proc/self/root/../..${file}; cat ../../../../../..${file}`,
    `ln -s ${file} link; cat link; ln -s / root; cat root${file}; ln -s /proc/1/root up; cat up${file}`,
    `for p in /proc/[0-9]*; do cat $p/root${file} $p/cwd/../..${file}; done`,
    `ls ${outside} ${tmpdir()} /home /root /var/lib /mnt`,
    `find / -name token -not -path "/proc/*" -exec cat {} +`,
  ])
  expect(said).not.toContain(SECRET)
})

test('writes into a file of the runner that later steps read, and into its programs', async () => {
  await tries([
    `echo "PATH=/evil" >> ${file}; echo x > ${outside}/new; mkdir -p ${outside} && echo x > ${outside}/new`,
    `rm -rf ${outside}; echo evil > /usr/bin/reins-evil; echo evil > /usr/local/bin/reins-evil; echo evil > /etc/reins-evil`,
    'echo evil > /reins/evil; echo evil > /evil; ls /reins/evil /evil',
  ])
  expect(readFileSync(file, 'utf8')).toBe(SECRET)
  expect(existsSync(join(outside, 'new'))).toBe(false)
  for (const place of ['/usr/bin', '/usr/local/bin', '/etc'])
    expect(existsSync(join(place, 'reins-evil'))).toBe(false)
})

test('becomes root by sudo, su or a program with the set-user-ID bit', async () => {
  const said = await tries([
    'sudo -n id; su -c id; pkexec id; newgrp root -c id; mount; echo "uid $(id -u)"',
    'grep -E "^(NoNewPrivs|CapEff|CapPrm|CapAmb|CapInh)" /proc/self/status',
  ])
  expect(said).not.toMatch(/uid=0|uid 0/)
  expect(said).toMatch(/NoNewPrivs:\t1/)
  for (const set of ['CapEff', 'CapPrm', 'CapAmb', 'CapInh'])
    expect(said).toMatch(new RegExp(`${set}:\t0+\n`))
})

test('opens a namespace of its own, mounts, changes root, and enters those of others', async () => {
  const said = await tries([
    'unshare --user --map-root-user id; unshare --net true && echo got-net; unshare --mount true && echo got-mount',
    'mkdir at; mount -t tmpfs none at && echo mounted; mount --bind /proc at && echo mounted; chroot / id && echo rooted',
    'nsenter -t 1 -m -p true && echo entered; mount -o remount,rw /usr && echo mounted',
  ])
  expect(said).not.toMatch(/uid=0|got-|mounted|rooted|entered/)
})

test('connects to services of the runner, the metadata address and the world, by every family', async () => {
  let arrived = 0
  const servers = [
    createServer(() => arrived++).listen(0, '127.0.0.1'),
    createServer(() => arrived++).listen(`\0reins-attack-${process.pid}`),
  ]
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const { port } = servers[0]!.address() as { port: number }
  const connect = (to: string) =>
    `require("net").connect(${to}).on("connect", () => console.log("REACHED")).on("error", (e) => console.log(e.code))`
  const said = await tries([
    `node -e '${connect(`${port}, "127.0.0.1"`)};${connect(`${port}, "::1"`)};${connect('80, "169.254.169.254"')};${connect('53, "8.8.8.8"')};${connect('443, "2606:4700::1111"')};${connect(`{ path: "\\0reins-attack-${process.pid}" }`)}'`,
    `node -e 'require("dns").lookup("github.com", (e) => console.log(e?.code ?? "REACHED"))'`,
    `node -e 'const s = require("dgram").createSocket("udp4"); s.on("error", (e) => { console.log(e.code); s.close() }); s.send("x", 53, "1.1.1.1", (e) => { if (!e) console.log("REACHED"); else console.log(e.code); try { s.close() } catch {} })'`,
  ])
  for (const server of servers) server.close()
  expect(said).not.toContain('REACHED')
  expect(
    said.match(/ECONNREFUSED|ENETUNREACH|EADDRNOTAVAIL|EAI_AGAIN|ENOTFOUND/g)!.length,
  ).toBeGreaterThanOrEqual(8)
  expect(arrived).toBe(0)
})

test('asks the container engine, the system bus and the agent of keys', async () => {
  const said = await tries([
    'for s in /var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /run/dbus/system_bus_socket /run/user; do [ -e $s ] && echo "THERE $s"; done',
    'find / -type s -not -path "/proc/*" 2>/dev/null | sed s/^/THERE./',
    'ls -A /run | sed s/^/THERE./',
  ])
  expect(said).not.toContain('THERE')
})

test('takes over the tool host and its init by their memory, descriptors and signals; all it can do is end the host', async () => {
  await withHost(async ({ sh, host }) => {
    const { output } = await sh(
      [
        'for p in 1 $PPID; do for f in mem environ auxv maps; do { cat /proc/$p/$f | head -c 1 | grep -q . ; } 2>/dev/null && echo "READ $p $f"; done',
        '  (: 3<>/proc/$p/mem) 2>/dev/null && echo "WRITE $p"; ls -l /proc/$p/fd 2>/dev/null | grep -q -e "->" && echo "FD $p"',
        '  ls /proc/$p/root/ /proc/$p/cwd/ 2>/dev/null | sed "s/^/ROOT /"; done',
        '{ kill -9 1; kill -TERM 1; } 2>/dev/null; echo alive',
      ].join('\n'),
    )
    expect(output).toBe('alive\n')
    await expect(sh('kill -9 $PPID; sleep 5')).rejects.toThrow('The tool host ended')
    await expect(host.call({ op: 'read', path: 'x' }, {})).rejects.toThrow('The tool host ended')
  })
})

test('types a command into the terminal of whoever started it', async () => {
  const said = await tries([
    `perl -e 'for my $c (split //, "id\\n") { my $b = $c; ioctl(STDIN, 0x5412, $b) and print "TYPED" }' </dev/tty; tty`,
  ])
  expect(said).not.toContain('TYPED')
})

test('changes what agents are told: by writing, moving, removing, linking, or mounting over it', () =>
  withHost(
    async ({ sh, call, read, isolation }) => {
      if (isolation.kind === 'off') throw new Error('no walls')
      await sh(
        'echo evil >> AGENTS.md; echo evil > AGENTS.md; rm -f AGENTS.md; mv AGENTS.md x; ln -sf /etc/passwd AGENTS.md; sed -i s/Log/evil/ AGENTS.md; cp /etc/passwd docs/CLAUDE.md; chmod 777 AGENTS.md; true',
      )
      await call({
        op: 'patch',
        patch: '*** Begin Patch\n*** Update File: AGENTS.md\n@@\n-Log with `log`.\n+evil\n*** End Patch',
      })
      await call({ op: 'restore', files: [{ path: 'AGENTS.md', content: 'ZXZpbA==', executable: false }] })
      expect(await read('AGENTS.md')).toBe('Log with `log`.\n')
      expect(await read('docs/CLAUDE.md')).toBe('Be brief.\n')
      expect((await sh('echo fine > docs/other.md && cat docs/other.md')).output).toBe('fine\n')
    },
    {
      files: { 'AGENTS.md': 'Log with `log`.\n', 'docs/CLAUDE.md': 'Be brief.\n' },
      frozen: ['AGENTS.md', 'docs/CLAUDE.md'],
    },
  ))

test('leaves something behind in the home for whoever comes next on the machine', async () => {
  await tries([
    'echo evil >> ~/.bashrc; echo evil >> ~/.profile; mkdir -p ~/.ssh; echo key >> ~/.ssh/authorized_keys',
  ])
  for (const name of ['.bashrc', '.profile', '.ssh/authorized_keys']) {
    const place = join(process.env.HOME ?? '/root', name)
    if (existsSync(place)) expect(readFileSync(place, 'utf8')).not.toContain('evil')
  }
})
