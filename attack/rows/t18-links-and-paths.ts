import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attempt, Control, Row } from '../row.ts'
import { must, stopped } from '../row.ts'
import { CANARY, IN_JOB, type Outside } from '../stage/outside.ts'
import { BY_SHELL } from './t18/by-shell.ts'
import { COUNT, MARK, made, patched, patchesOf, swapping } from './t18/linked-thread.ts'
import { LINKS, type Link, NAMES, placed, TARGETS } from './t18/links.ts'
import { REFUSED } from './t18/refused.ts'
import { SPELLED } from './t18/spelled.ts'

function over(link: Link, tool: 'read' | 'search'): Attempt {
  const name = `${link.kind} leads to ${link.target}: ${tool === 'read' ? 'read_file' : 'search'}`
  return {
    name,
    run: async (stage) => {
      const { told, out } = await made(stage)
      const { path } = placed(link, out)
      const said =
        tool === 'read' ? told.said('read_file', { path }) : told.said('search', { pattern: CANARY, path })
      must(REFUSED.test(said), `it was not refused: ${said.slice(0, 300)}`)
      must(!/K4N4RY-|root:x:0/.test(said), `it was read: ${said}`)
      return stopped('action: safe path', {
        tried: `${path} was asked for`,
        evidence: said,
      })
    },
  }
}

function patches(link: Link, what: string): Attempt {
  return {
    name: `${link.kind} leads to ${link.target}: a patch ${what}`,
    run: async (stage) => {
      const { told, out } = await made(stage)
      const said = told.said('apply_patch', patched(patchesOf(link, out)[what] ?? []))
      must(/Nothing was changed/.test(said), `it was applied: ${said}`)
      await untouched(out)
      return stopped('action: safe path', { tried: 'the patch was sent', evidence: said })
    },
  }
}

async function untouched(out: Outside): Promise<void> {
  const files = [join(out.temp, 'secret'), join(out.home, '.netrc')]
  for (const file of [...files, ...Object.values(IN_JOB).map((one) => join(out.job, one))]) {
    // What the runner empties at the end of a job is gone by itself.
    const text = await readFile(file, 'utf8')
    must(text.startsWith('outside\nK4N4RY-'), `${file} was changed: ${text}`)
    const added = await readFile(`${file}-new`, 'utf8').catch(() => null)
    must(added === null, `${file}-new was made`)
  }
}

const raced: Attempt[] = ['read_file and search', 'a patch', 'a command that goes on swapping'].map(
  (who) => ({
    name: `files and folders are swapped for links meanwhile: ${who}`,
    run: async (stage) => {
      const { told, out } = await made(stage)
      const swapped = told.ran(swapping(out))
      must(/swapped [1-9]\d* times/.test(swapped), `nothing was swapped: ${swapped}`)
      const after = told.outputs.slice(told.outputs.findIndex(({ text }) => text === swapped))
      must(out.seenIn(after.map(({ text }) => text).join('\n')).length === 0, 'the canary was read')
      await untouched(out)
      const [left, before, later] = told
        .ran(COUNT)
        .split('\n')
        .filter((line) => /^\d+$/.test(line.trim()))
      must(left === '0' && before === later, `it swaps on: ${told.ran(COUNT)}`)
      return stopped(who === 'a patch' ? 'action: safe path' : 'sandbox: process namespace', {
        tried: swapped.trim().split('\n').at(-1) ?? '',
        evidence: `${left} of its processes left; ${before} swaps then, ${later} later; the files outside are as they were`,
      })
    },
  }),
)

const controls: Control[] = [
  {
    name: 'a canary would be seen: one that a command prints arrives',
    run: async (stage) => {
      const said = (await made(stage)).told.ran(MARK)
      must(said.includes('K4N4RY-as-an-example'), said)
      return said
    },
  },
  {
    name: 'all that links lead to is there outside',
    run: async (stage) => {
      const { out } = await made(stage)
      const own = NAMES.filter((name) => TARGETS[name].own && name !== '.git')
      const texts = await Promise.all(own.map((name) => readFile(TARGETS[name].at(out), 'utf8')))
      must(
        texts.every((text) => out.seenIn(text).length === 1),
        'a canary is missing',
      )
      return `${own.length} canaries read outside`
    },
  },
]

export const T18: Row = {
  id: 'T18',
  name: 'links and paths out of the workspace',
  threat:
    'Symlinks to /etc, /proc, ~/.ssh, the runner’s temp folder, `.git` (files, folders, chains, made during the run, swapped in a race); `..`, absolute, `.GIT`, NTFS streams, control characters: refused by read, search and patch alike.',
  attempts: [
    ...LINKS.flatMap((link) => [over(link, 'read'), over(link, 'search')]),
    ...LINKS.filter(({ target }) => TARGETS[target].own).flatMap((link) => [
      patches(link, 'changes it'),
      ...(link.kind === 'a link to its folder'
        ? [patches(link, 'removes a file over it'), patches(link, 'adds a file beside it')]
        : []),
    ]),
    ...raced,
    ...BY_SHELL,
    ...SPELLED,
  ],
  controls,
}
