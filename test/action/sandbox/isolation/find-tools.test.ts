import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { findTools } from '../../../../action/sandbox/isolation/find-tools.ts'
import { isInTemp } from '../../../../action/sandbox/isolation/in-temp.ts'
import type { Machine } from '../../../../action/sandbox/isolation/machine.ts'
import { machineHere } from '../isolation-here.ts'

/** A machine's folders; not below /tmp, where tools-in-temp.test.ts looks, wherever this repository was cloned to. */
let root = ''
beforeAll(async () => {
  const place = isInTemp(import.meta.dirname) ? homedir() : import.meta.dirname
  root = await realpath(await mkdtemp(join(place, '.machine-')))
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function machine(files: Record<string, string>, more: Partial<Machine> = {}): Promise<Machine> {
  for (const [path, text] of Object.entries(files)) {
    const place = join(root, path)
    await mkdir(dirname(place), { recursive: true })
    if (text.startsWith('-> ')) await symlink(join(root, text.slice(3)), place)
    else await writeFile(place, text)
    if (!text.startsWith('-> ')) await chmod(place, 0o755)
  }
  return machineHere({ path: '', home: join(root, 'home'), ...more })
}

const at = (...paths: string[]) => paths.map((path) => join(root, path))
const shown = (found: ReturnType<typeof findTools>) => found.binds.map(({ to }) => to.slice(root.length + 1))

test('of a command the whole installation is shown, and PATH has only folders that are there', async () => {
  const here = await machine({ 'opt/node/bin/node': '', 'opt/node/lib/npm.js': '' })
  const found = findTools({
    ...here,
    path: [...at('opt/node/bin', 'gone/bin'), '/usr/bin', 'relative'].join(':'),
  })
  expect(shown(found)).toEqual(['opt/node'])
  expect(found.path).toBe([...at('opt/node/bin'), '/usr/bin', '/bin'].join(':'))
})

test('a home is never shown, nor what holds one; of what stands in it only programs', async () => {
  const here = await machine({
    'home/bin/mine': '',
    'home/.local/bin/tool': '',
    'home/.local/lib/x': '',
    'home/.local/share/keyrings/login': 'secret',
    'home/.cargo/bin/cargo': '',
    'home/.cargo/credentials.toml': 'secret',
    'home/.rustup/toolchains/x': '',
    'home/scripts/go.sh': '',
  })
  const path = at('home/bin', 'home/.local/bin', 'home/.cargo/bin', 'home', 'bin').join(':')
  const found = findTools({ ...here, path })
  expect(shown(found).sort()).toEqual([
    'home/.cargo/bin',
    'home/.local/bin',
    'home/.local/lib',
    'home/.rustup',
    'home/bin',
  ])
  expect(found.env.RUSTUP_HOME).toBe(join(root, 'home/.rustup'))
})

test('of the runner nothing is shown but its tools, though PATH names it', async () => {
  const here = await machine({
    'runner/_work/_tool/go/1/bin/go': '',
    'runner/_work/_temp/bin/evil': '',
    'runner/_work/shop/shop/node_modules/.bin/x': '',
    'runner/bin/Runner.Worker': '',
    'runner/.credentials': 'secret',
  })
  const forbidden = at('runner/_work/_temp', 'runner/_work/shop', 'runner/_work')
  const path = at(
    'runner/_work/_tool/go/1/bin',
    'runner/_work/_temp/bin',
    'runner/_work/shop/shop/node_modules/.bin',
    'runner/bin',
  ).join(':')
  const found = findTools({ ...here, forbidden, toolCache: join(root, 'runner/_work/_tool'), path })
  expect(shown(found)).toEqual(['runner/bin', 'runner/_work/_tool'])
})

test('a tool cache that holds a folder of the runner, or is one, is not seen', async () => {
  const here = await machine({ 'all/_temp/secret': 'secret', 'all/go/bin/go': '', 'all/_temp/bin/evil': '' })
  const forbidden = at('all/_temp')
  const path = at('all/go/bin', 'all/_temp/bin').join(':')
  const seen = (toolCache: string) => shown(findTools({ ...here, forbidden, path, toolCache }))
  expect(seen(join(root, 'all'))).toEqual(['all/go'])
  expect(seen(join(root, 'all/_temp'))).toEqual(['all/go'])
})

test('what a link leads to is judged as if PATH named it', async () => {
  const here = await machine({
    'home/.ssh/id': 'secret',
    'home/bin/mine': '',
    'runner/_temp/bin/evil': '',
    'runner/_temp/secret': 'secret',
    'linked/home': '-> home',
    'linked/temp': '-> runner/_temp',
    'linked/runner': '-> runner',
  })
  const forbidden = at('runner/_temp')
  const path = [...at('linked/home/bin', 'linked/temp/bin', 'linked/temp', 'linked/runner', 'linked/home')]
  const found = findTools({ ...here, forbidden, path: path.join(':') })
  expect(shown(found).sort()).toEqual(['home/bin', 'linked/home/bin'])
  expect(found.path).toBe([...at('linked/home/bin'), '/usr/bin', '/bin'].join(':'))
  const around = `${join(root, 'opt')}/../home/.ssh/..:${root}/opt/../runner/_temp/`
  expect(shown(findTools({ ...here, forbidden, path: around }))).toEqual([])
})

test('passwords that tools keep beside their programs are masked, also through links', async () => {
  const here = await machine({
    'opt/tool/bin/tool': '',
    'opt/tool/.npmrc': 'secret',
    'opt/tool/etc/npmrc': 'secret',
    'opt/tool/.git/config': 'secret',
    'opt/tool/config/real.json': 'secret',
    'opt/tool/auth.json': '-> opt/tool/config/real.json',
    'opt/tool/credentials': '-> elsewhere',
  })
  const found = findTools({ ...here, path: join(root, 'opt/tool/bin') })
  expect(found.masks.map(({ path, folder }) => [path.slice(root.length + 1), folder]).sort()).toEqual([
    ['opt/tool/.git', true],
    ['opt/tool/.npmrc', false],
    ['opt/tool/config/real.json', false],
    ['opt/tool/etc/npmrc', false],
  ])
})

test('a command that is a link brings what it leads to; a script in a home does not bring its neighbours', async () => {
  const here = await machine({
    'opt/links/bin/tool': '-> opt/real/bin/tool',
    'opt/links/bin/mine': '-> home/things/run.sh',
    'opt/real/bin/tool': '',
    'home/things/run.sh': '',
    'home/things/diary.txt': 'secret',
  })
  const found = findTools({ ...here, path: join(root, 'opt/links/bin') })
  expect(shown(found).sort()).toEqual(['opt/links', 'opt/real'])
})

test('variables of tools are passed on where their folder can be seen, also as parts of a list', async () => {
  const here = await machine({ 'opt/jdk/bin/java': '', 'opt/py/lib/libpython.so': '' })
  const toolHomes = {
    JAVA_HOME: join(root, 'opt/jdk'),
    LD_LIBRARY_PATH: [...at('opt/py/lib', 'gone'), tmpdir()].join(':'),
    GOROOT: join(root, 'gone'),
    DOTNET_ROOT: '/',
  }
  const found = findTools({ ...here, toolHomes })
  expect(found.env).toEqual({ JAVA_HOME: join(root, 'opt/jdk'), LD_LIBRARY_PATH: join(root, 'opt/py/lib') })
})
