import { expect, test } from '@jest/globals'
import type { Refused } from '../../../action/sandbox/refused.ts'
import { withHost } from './with-host.ts'

const names = (refused: Refused[] = []) => refused.map(({ kind, what }) => `${kind} ${what}`).sort()

test('every way to the network is refused, counted and named: names, TCP, UDP, IPv6, link-local, loopback', () =>
  withHost(async ({ sh }) => {
    const tried: [command: string, ...found: string[]][] = [
      ['curl -sS https://registry.npmjs.org/x', 'network registry.npmjs.org'],
      ['git clone https://github.com/a/b', 'network github.com'],
      ['git ls-remote git://192.0.2.7/a', 'network 192.0.2.7'],
      ['echo > /dev/tcp/192.0.2.1/80', 'network 192.0.2.1'],
      ['echo x > /dev/udp/192.0.2.2/53', 'network 192.0.2.2'],
      ['curl -sS -g "http://[2001:db8::1]/"', 'network 2001:db8::1'],
      ['curl -sS http://169.254.169.254/latest/meta-data/', 'network 169.254.169.254'],
      ['curl -sS http://127.0.0.1:6379/', 'loopback 127.0.0.1:6379'],
      [
        `node -e "require('net').connect(443, 'example.com').on('error', (e) => { console.log(e.message); process.exit(1) })"`,
        'network example.com',
      ],
    ]
    for (const [command, ...found] of tried) {
      const result = await sh(command)
      expect([command, result.ok]).toEqual([command, false])
      expect([command, names(result.refused)]).toEqual([command, found])
      expect(result.refused!.every(({ count }) => count >= 1)).toBe(true)
    }
  }))

test('the agent is told once what the network is closed for, and people also of what failed in silence', () =>
  withHost(async ({ sh }) => {
    const { text } = await sh('curl -sS https://one.example https://two.example')
    expect(text).toContain(
      '[Refused: one.example, two.example. The network is closed while the agent works. What has to be downloaded belongs into `setup` in .github/agent.yml.]',
    )
    const quiet = await sh('curl -s https://silent.example || true')
    expect(quiet).toMatchObject({ ok: true, text: 'exit code 0\n(no output)' })
    expect(names(quiet.refused)).toEqual(['network silent.example'])
  }))

test('words about the network alone are no attempt, and a server of the command’s own is none', () =>
  withHost(async ({ sh, write }) => {
    await write(
      'old.log',
      'curl: (6) Could not resolve host: evil.example\nconnect ECONNREFUSED 127.0.0.1:1\n',
    )
    expect((await sh('cat old.log; false')).refused).toBeUndefined()
    const own = `node -e "const s = require('http').createServer((q, r) => r.end('mine')).listen(0, '127.0.0.1', () =>
      fetch('http://127.0.0.1:' + s.address().port).then((r) => r.text()).then((t) => { console.log(t); process.exit() }))"`
    const result = await sh(own)
    expect(result.output).toBe('mine\n')
    expect(result.refused).toBeUndefined()
  }))

test('what stands read-only is named, however it was to be changed', () =>
  withHost(
    async ({ sh }) => {
      const tries = [
        'echo x > AGENTS.md',
        'sed -i s/a/b/ AGENTS.md',
        'rm -f AGENTS.md',
        'mv AGENTS.md other',
        'touch /workspace/AGENTS.md',
        `node -e "fs.writeFileSync('AGENTS.md', '')"`,
        `python3 -c "open('AGENTS.md', 'w')"`,
      ]
      for (const command of tries) {
        const result = await sh(command)
        expect([command, result.ok, names(result.refused)]).toEqual([command, false, ['write AGENTS.md']])
      }
      expect(names((await sh('touch /usr/lib/evil')).refused)).toEqual(['write /usr/lib/evil'])
    },
    { files: { 'AGENTS.md': 'a\n' }, frozen: ['AGENTS.md'] },
  ))
