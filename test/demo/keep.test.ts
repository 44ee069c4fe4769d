import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { script } from './kit.ts'

const root = join(import.meta.dirname, '..', '..')

test('an agent that finds nothing to do never ends green; --keep leaves the page open until Ctrl-C', async () => {
  const turns = script([
    { call: [{ name: 'finish', arguments: { outcome: 'nothing', summary: 'It is there already.' } }] },
  ])
  const demo = spawn(process.execPath, [join(root, 'playground', 'demo.ts'), '--keep', '--script', turns], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    let told = ''
    for await (const chunk of demo.stdout) {
      told += chunk
      if (/^demo failed: .*\n/m.test(told)) break
    }
    const [, page = ''] = /Left running: (\S+) \(stop it with Ctrl-C\)\ndemo failed: /.exec(told) ?? []
    expect(told).toMatch(/^demo failed: no pull request; check run agent: neutral/m)
    expect((await fetch(`${page}/issues/1`)).status).toBe(200)
    const ended = new Promise((resolve) => demo.once('close', resolve))
    demo.kill('SIGINT')
    expect(await ended).toBe(1)
  } finally {
    demo.kill('SIGKILL')
  }
})
