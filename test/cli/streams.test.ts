import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

// A process of its own: what is tried here is what the entry file does with its streams.
const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const RULES = 'version: 1\ninvariants: [{ id: no-foo, regex: foo, paths: [src/**] }]\n'

let shop: Shop
afterEach(() => shop.remove())
const shell = (command: string, path = process.env.PATH) =>
  spawnSync('/bin/bash', ['--norc', '-c', command], {
    cwd: shop.folder,
    encoding: 'utf8',
    env: { PATH: path, NODE: process.execPath, MAIN },
  })
const open = () => {
  shop = openShop({ '.github/agent.yml': RULES })
  const files = Array.from({ length: 30 }, (_, at) => [`src/f${at}.js`, 'foo\n'.repeat(100)])
  shop.write(Object.fromEntries(files))
}

test('a reader that goes away changes nothing of what was found', () => {
  open()
  const { stdout, stderr } = shell(
    '"$NODE" "$MAIN" check --all --format sarif | head -c 5; echo "${PIPESTATUS[0]}"',
  )
  expect({ stdout, stderr }).toEqual({ stdout: '{\n  "1\n', stderr: '' })
})

test('a slow reader gets everything', () => {
  open()
  const { stdout } = shell('"$NODE" "$MAIN" check --format json | (sleep 0.5; cat)')
  expect(JSON.parse(stdout).findings).toHaveLength(1_000)
})

test('a result that cannot be written is told, and is no success', () => {
  open()
  const { status, stderr } = shell('"$NODE" "$MAIN" check > /dev/full')
  expect(status).toBe(2)
  expect(stderr).toBe('reins: the result could not be written: ENOSPC: no space left on device, write.\n')
  expect(shell('"$NODE" "$MAIN" check --base gone 2> /dev/full').status).toBe(2)
})

test('without git it says what to install', () => {
  open()
  const { status, stderr } = shell('"$NODE" "$MAIN" check', join(shop.folder, 'nothing'))
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'reins check: git is needed and was not found; install it.\n',
  })
})
