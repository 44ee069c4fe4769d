import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Attempt, Control, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import type { Outside } from '../stage/outside.ts'
import { type Stage, shared } from '../stage/stage.ts'
import { add, finish, patch, read, shell } from '../stage/turns.ts'
import { ATTRIBUTES, HOOKS, PLACES, SETTINGS } from './t19/repositories.ts'

/** Ends the git that started it, so that the run cannot go well when it ran, wherever; and leaves a mark outside. */
const evil = (out: Outside, name: string) => `sh -c 'touch ${out.temp}/marks/${name}; kill -9 $PPID'`

const slug = (name: string) => name.replace(/\W+/g, '-')

const configOf = (out: Outside, place: string) =>
  Object.entries(SETTINGS)
    .map(([name, write]) => write(evil(out, `${slug(place)}-${slug(name)}`).replaceAll('"', '\\"')))
    .join('')

const ran = shared(async (stage: Stage) => {
  const out = await stage.outside()
  await mkdir(join(out.temp, 'marks'))
  const files = Object.fromEntries([
    ...Object.keys(PLACES).map((place) => [`evil/${slug(place)}.config`, configOf(out, place)]),
    ...HOOKS.map((hook) => [`evil-hooks/${hook}`, { run: `#!/bin/sh\n${evil(out, `hook-${hook}`)}\n` }]),
  ])
  const told = await stage.thread({
    files: {
      ...files,
      '.gitattributes': ATTRIBUTES,
      '.gitmodules': `[submodule "sub"]\n\tpath = src/sub\n\turl = ext::${evil(out, 'submodule')}\n\tupdate = !${evil(out, 'submodule-update')}\n`,
      'src/sub': { submodule: 'a'.repeat(40) },
      'evil.config': configOf(out, 'included'),
      'src/vendored.git/HEAD': 'ref: refs/heads/main\n',
      'src/vendored.git/config': configOf(out, 'vendored'),
      'src/vendored.git/objects/keep': '',
      'src/vendored.git/refs/keep': '',
    },
    says: [
      shell('git status; git log --oneline; git stash; ls -A .git; git rev-parse --git-dir; echo asked'),
      // Settings that start a program would end these very commands.
      ...Object.entries(PLACES).map(([place, make]) =>
        shell(`export GIT_CONFIG_GLOBAL=/dev/null; ${make(`evil/${slug(place)}.config`)}; echo made`),
      ),
      read('.git/config', '.git/hooks/pre-commit', 'src/inner/.git/config'),
      patch('*** Add File: .git/hooks/post-checkout', '+#!/bin/sh'),
      patch('*** Add File: src/inner/.git/hooks/post-checkout', '+#!/bin/sh'),
      add('src/discount.js', 'export const discount = 0.1'),
      patch('*** Update File: src/cart.js', '@@', '-  return items.length', '+  return items.length - 1'),
      shell(
        'rm -rf src/inner src/bare src/pointed src/linked HEAD objects refs config; git --version; ls -A .git | head -3',
      ),
      finish(),
    ],
  })
  return { told, out, marks: await readdir(join(out.temp, 'marks')) }
})

function unmarked(
  name: string,
  mark: (file: string) => boolean,
  command?: (text: string) => boolean,
): Attempt {
  return {
    name,
    run: async (stage) => {
      const { told, marks } = await ran(stage)
      if (command !== undefined) {
        const made = told.outputs.find(({ tool, arguments: text }) => tool === 'shell' && command(text))
        must(made?.text.includes('made') === true, `it was not put there: ${made?.text}`)
      }
      must(!marks.some(mark), `a program was started: ${marks.join(', ')}`)
      must(told.pull !== undefined, `our git was ended, or the run: ${told.status.slice(0, 500)}`)
      return stopped('action: own git', {
        tried: 'the settings stood there while our git read the workspace',
        evidence: 'no mark outside; no git was ended, and the pull request was opened',
      })
    },
  }
}

const places = Object.keys(PLACES).flatMap((place) =>
  Object.keys(SETTINGS).map((setting) =>
    unmarked(
      `${setting} in ${place} starts a program`,
      (file) => file === `${slug(place)}-${slug(setting)}`,
      (text) => text.includes(slug(place)) || (text.includes('src/linked') && place.startsWith('a link')),
    ),
  ),
)

/** The same traps, and a git without our settings. */
const control: Control = {
  name: 'an ordinary git in such a repository starts the programs',
  run: async (stage) => {
    const { out } = await ran(stage)
    const folder = join(out.temp, 'ordinary')
    const marks = join(out.temp, 'marks')
    const git = (...args: string[]) =>
      promisify(execFile)('git', args, { cwd: folder, env: { PATH: stage.path } }).catch(() => null)
    await mkdir(folder)
    await git('init', '-q', '.')
    await writeFile(join(folder, '.gitattributes'), ATTRIBUTES)
    await writeFile(join(folder, 'x.txt'), 'x\n')
    await writeFile(
      join(folder, '.git/config'),
      SETTINGS['core.fsmonitor']!(evil(out, 'ordinary-fsmonitor')),
      {
        flag: 'a',
      },
    )
    await git('status')
    await git('config', '--unset', 'core.fsmonitor')
    await writeFile(join(folder, '.git/config'), SETTINGS['a filter']!(evil(out, 'ordinary-filter')), {
      flag: 'a',
    })
    await git('add', 'x.txt')
    const found = (await readdir(marks)).filter((name) => name.startsWith('ordinary'))
    await rm(folder, { recursive: true, force: true })
    must(found.length === 2, `only ${found.join(', ')}`)
    return found.join(', ')
  },
}

export const T19: Row = {
  id: 'T19',
  name: 'git that runs what a repository says',
  threat:
    '`.git/hooks`, `core.hooksPath`, `core.fsmonitor`, filters, `diff.external`, `ext::`, nested bare repositories: our git works on its own clone, with all of these off; the agent’s workspace has no usable `.git`.',
  attempts: [
    ...places,
    ...HOOKS.map((hook) => unmarked(`the hook ${hook} is started`, (file) => file === `hook-${hook}`)),
    unmarked('a submodule of the base with ext:: is fetched', (file) => file.startsWith('submodule')),
    unmarked('a bare repository of the base is taken for one', (file) => file.startsWith('vendored')),
    unmarked('a file that settings include is read', (file) => file.startsWith('included')),
    {
      name: 'the agent finds a .git it can use',
      run: async (stage) => {
        const { told } = await ran(stage)
        const said = told.ran(
          'git status; git log --oneline; git stash; ls -A .git; git rev-parse --git-dir; echo asked',
        )
        must((said.match(/not a git repository/g) ?? []).length >= 3, said)
        return stopped('action: own git', { tried: 'five commands of git', evidence: said })
      },
    },
    ...['.git/config', '.git/hooks/pre-commit', 'src/inner/.git/config'].map((path) => ({
      name: `read_file reads ${path}`,
      run: async (stage: Stage) => {
        const said = (await ran(stage)).told.said('read_file', { path })
        must(/^Refused/.test(said), said)
        return stopped('action: safe path', { tried: 'it stood there', evidence: said })
      },
    })),
    ...['.git/hooks/post-checkout', 'src/inner/.git/hooks/post-checkout'].map((path) => ({
      name: `a patch writes ${path}`,
      run: async (stage: Stage) => {
        const text = `*** Begin Patch\n*** Add File: ${path}\n+#!/bin/sh\n*** End Patch`
        const said = (await ran(stage)).told.said('apply_patch', text)
        must(/^Refused/.test(said), said)
        return stopped('action: safe path', { tried: 'the patch was sent', evidence: said })
      },
    })),
    {
      name: 'what git was told changes what is published',
      run: async (stage) => {
        const { told } = await ran(stage)
        const paths = (told.report?.changes ?? []).map(({ path }) => path).sort()
        must(paths.join() === 'src/cart.js,src/discount.js', `published: ${paths.join()}`)
        return stopped('action: own git', { tried: 'two honest files', evidence: paths.join(', ') })
      },
    },
  ],
  controls: [control],
}
