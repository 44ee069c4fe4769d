import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findTools } from '../../../../action/sandbox/isolation/find-tools.ts'
import type { Machine } from '../../../../action/sandbox/isolation/machine.ts'
import { openIsolation } from '../../../../action/sandbox/isolation/open-isolation.ts'
import { machineHere } from '../isolation-here.ts'
import { withHost } from '../with-host.ts'

const SECRET = 'K4N4RY-in-temp'
const FILES: Record<string, string> = {
  'node/bin/tool': '#!/bin/sh\ncat "$(dirname "$0")/../lib/said"\n',
  'node/bin/taken': `#!/bin/sh\necho taken\n`,
  'node/lib/said': 'tool says so\n',
  'node/share/keyrings/login': SECRET,
  'node/notes.txt': SECRET,
  'node/.npmrc': SECRET,
  'clone/node_modules/cli/cli.sh': '#!/bin/sh\necho cli says so\n',
  'clone/node_modules/.bin/other': '#!/bin/sh\necho other\n',
  'clone/node_modules/.npmrc': SECRET,
  'clone/secret.txt': SECRET,
  'clone/src/index.js': SECRET,
  'cache/go/1/bin/go': '#!/bin/sh\necho go says so\n',
  'sibling/secret': SECRET,
  'sibling/run.sh': '#!/bin/sh\n',
}

/** Below /tmp, and beside it a file that is nobody's business. */
let root = ''
let beside = ''
beforeAll(async () => {
  root = await mkdtemp('/tmp/reins-tools-')
  beside = `${root}-secret`
  await writeFile(beside, SECRET)
  for (const [path, text] of Object.entries(FILES)) await plant(path, text)
  await symlink('../cli/cli.sh', join(root, 'clone/node_modules/.bin/cli'))
  await symlink(join(root, 'sibling/run.sh'), join(root, 'clone/node_modules/.bin/astray'))
  // Who the tools are inside may be another than we.
  await chmod(root, 0o755)
})
afterAll(async () => {
  for (const path of [root, beside]) await rm(path, { recursive: true, force: true })
})

async function plant(path: string, text = '#!/bin/sh\n'): Promise<void> {
  const place = join(root, path)
  await mkdir(dirname(place), { recursive: true, mode: 0o755 })
  await writeFile(place, text)
  await chmod(place, 0o755)
}

const at = (...paths: string[]) => paths.map((path) => join(root, path))
const tools = () => at('node/bin', 'clone/node_modules/.bin').join(':')

describe.each(['bubblewrap', 'unshare'] as const)('behind the walls of %s', (kind) => {
  async function withTools(act: Parameters<typeof withHost>[0], more: Partial<Machine> = {}) {
    // Where no folder on PATH has a bwrap, unshare is what is left.
    const path = kind === 'bubblewrap' ? `${tools()}:/usr/bin:/bin` : tools()
    const opened = await openIsolation(machineHere({ path, ...more }), 'required')
    if (opened.kind === 'refused') throw new Error(opened.why)
    expect(opened.isolation.kind).toBe(kind)
    await withHost(act, { isolation: opened.isolation })
  }

  test('tools below /tmp run at their place, read-only, and come first', () =>
    withTools(async ({ sh }) => {
      expect((await sh('tool; cli; other; command -v tool')).output).toBe(
        `tool says so\ncli says so\nother\n${root}/node/bin/tool\n`,
      )
      const { output } = await sh(
        `for at in ${root} ${at('node', 'node/bin', 'clone', 'clone/node_modules').join(' ')}; do : >$at/new || echo refused; done 2>/dev/null; : >${root}/node/bin/tool || echo refused`,
      )
      expect(output?.match(/^refused$/gm)).toHaveLength(6)
    }))

  test('nothing else of the real /tmp is there, and the own one is as writable as ever', () =>
    withTools(async ({ sh }) => {
      expect((await sh(`cd /tmp; find . -mindepth 1 | LC_ALL=C sort; cat ${beside}`)).output).toBe(
        [
          ...[root, `${root}/clone`, `${root}/clone/node_modules`, `${root}/clone/node_modules/.bin`],
          ...['.bin/astray', '.bin/cli', '.bin/other', '.npmrc', 'cli', 'cli/cli.sh'].map(
            (one) => `${root}/clone/node_modules/${one}`,
          ),
          ...['', '/bin', '/bin/taken', '/bin/tool', '/lib', '/lib/said', '/share'].map(
            (one) => `${root}/node${one}`,
          ),
          ...['/share/keyrings'].map((one) => `${root}/node${one}`),
          '',
        ]
          .map((path) => path.replace(/^\/tmp/, '.'))
          .join('\n')
          .concat(`cat: ${beside}: No such file or directory\n`),
      )
      const { output } = await sh(
        `echo mine >/tmp/mine; cat /tmp/mine; grep -rs ${SECRET} /tmp; cat ${root}/clone/node_modules/.bin/astray; true`,
      )
      expect(output).not.toContain(SECRET)
      expect(output).toMatch(/^mine\n.*No such file or directory\n$/)
    }))

  test('no command can put something else in their place, for itself or for the next room', () =>
    withTools(async ({ sh, again, spill, write }) => {
      await write('evil.sh', '#!/bin/sh\necho evil\n', 0o755)
      const { output } = await sh(
        [
          'mkdir -p /tmp/evil/node/bin; cp evil.sh /tmp/evil/node/bin/tool',
          `mv ${root} /tmp/away`,
          `rm -rf ${root}`,
          `rmdir ${root}`,
          `ln -sfnT /tmp/evil ${root}`,
          `mv -T /tmp/evil ${root}`,
          `mv ${root}/node ${root}/old`,
          'tool',
        ].join('; '),
      )
      expect(output).toMatch(/tool says so\n$/)
      expect(output).toContain('busy')
      const next = await again()
      try {
        const said = await next.call(
          { op: 'exec', command: 'tool; cat /tmp/evil/node/bin/tool', timeout: 14_000 },
          {},
        )
        expect(said.output).toBe('tool says so\n#!/bin/sh\necho evil\n')
      } finally {
        await next.close()
      }
      expect(spill).not.toBe('')
    }))

  test('a folder that may not be seen leaves the system’s tools, and its files are not there', async () => {
    await plant('open/bin/tool', `#!/bin/sh\necho ${SECRET}\n`)
    await chmod(join(root, 'open/bin'), 0o777)
    const own = kind === 'bubblewrap' ? ['/usr/bin', '/bin'] : []
    const path = ['/tmp', root, ...at('open/bin', 'sibling'), ...own].join(':')
    await withTools(
      async ({ sh }) => {
        const { output } = await sh(`echo $PATH; ls -A /tmp; command -v tool; ls ${root}; true`)
        expect(output).toBe(`/usr/bin:/bin\nls: cannot access '${root}': No such file or directory\n`)
      },
      { path, forbidden: at('sibling') },
    )
  })
})

describe('which folders below /tmp are seen', () => {
  const seen = (path: string, more: Partial<Machine> = {}) => {
    const found = findTools(machineHere({ home: '/nonexistent', path, ...more }))
    return found.binds.map(({ to }) => to.slice(root.length + 1)).sort()
  }
  const NONE = '/usr/bin:/bin'

  test('of an installation its usual parts; of packages all; of a folder of commands only that', async () => {
    expect(seen(tools())).toEqual(['clone/node_modules', 'node/bin', 'node/lib', 'node/share'])
    await plant('loose/a')
    expect(seen(join(root, 'loose'))).toEqual(['loose'])
    expect(seen('', { toolHomes: { JAVA_HOME: join(root, 'loose') } })).toEqual(['loose'])
    expect(seen('', { toolCache: join(root, 'cache') })).toEqual(['cache'])
  })

  test('passwords in them are masked', () => {
    const { masks } = findTools(machineHere({ home: '/nonexistent', path: tools() }))
    expect(masks).toEqual(
      expect.arrayContaining([
        { path: join(root, 'clone/node_modules/.npmrc'), folder: false },
        { path: join(root, 'node/share/keyrings'), folder: true },
      ]),
    )
  })

  test('never /tmp itself, by no name', async () => {
    await symlink('/tmp', join(root, 'to-temp'))
    for (const path of ['/tmp', '/tmp/', '/tmp/.', `${root}/..`, join(root, 'to-temp'), '/var/tmp']) {
      expect(seen(path)).toEqual([])
      expect(findTools(machineHere({ path })).path).toBe(NONE)
      expect(seen('', { toolCache: path })).toEqual([])
      expect(seen('', { toolHomes: { GOROOT: path, LD_LIBRARY_PATH: path } })).toEqual([])
    }
  })

  test('never the runner’s temporary folder, what holds it, what it holds, or a link to it', async () => {
    await plant('runner/_temp/bin/evil')
    await plant('runner/bin/x')
    await symlink(join(root, 'runner'), join(root, 'to-runner'))
    const forbidden = at('runner/_temp')
    for (const path of at('runner/_temp', 'runner/_temp/bin', 'runner', 'to-runner', 'to-runner/_temp/bin')) {
      expect(seen(path, { forbidden })).toEqual([])
      expect(seen('', { forbidden, toolHomes: { JAVA_HOME: path } })).toEqual([])
    }
    expect(seen('', { forbidden, toolCache: join(root, 'runner') })).toEqual([])
    expect(seen(join(root, 'runner/bin'), { forbidden })).toEqual(['runner/bin'])
  })

  test('never what somebody else can write, or put in its place', async () => {
    const { uid, gid } = machineHere()
    for (const name of ['anybody', 'group', 'above', 'whole', 'inner']) await plant(`writable/${name}/bin/x`)
    await chmod(join(root, 'writable/anybody/bin'), 0o757)
    await chmod(join(root, 'writable/group/bin'), 0o775)
    await chmod(join(root, 'writable/above'), 0o777)
    await chmod(join(root, 'writable/whole/bin/x'), 0o777)
    await plant('writable/inner/lib/more/bin/y')
    await chmod(join(root, 'writable/inner/lib/more'), 0o777)
    expect(seen(join(root, 'writable/anybody/bin'))).toEqual([])
    expect(seen(join(root, 'writable/above/bin'))).toEqual([])
    const other = { uid, gid: gid + 1 }
    expect(seen(join(root, 'writable/group/bin'), other)).toEqual([])
    expect(
      findTools(machineHere({ path: at('writable/inner/bin', 'writable/inner/lib/more/bin').join(':') }))
        .path,
    ).toBe(`${join(root, 'writable/inner/bin')}:${NONE}`)
    // A sticky folder keeps what is ours; one that is another's keeps nothing.
    await plant('sticky/ours/bin/x')
    await chmod(join(root, 'sticky'), 0o1777)
    expect(seen(join(root, 'sticky/ours/bin'))).toEqual(['sticky/ours/bin'])
    await chmod(join(root, 'sticky/ours'), 0o755)
    expect(seen(join(root, 'sticky/ours/bin'), { uid: uid + 1, gid: gid + 1 })).toEqual(
      uid === 0 ? ['sticky/ours/bin'] : [],
    )
    if (uid !== 0) return
    await chown(join(root, 'sticky/ours/bin'), 1234, 1234)
    expect(seen(join(root, 'sticky/ours/bin'))).toEqual([])
    await chown(join(root, 'sticky/ours/bin'), 0, 0)
    await chown(join(root, 'sticky'), 1234, 1234)
    expect(seen(join(root, 'sticky/ours/bin'))).toEqual([])
  })
})
