import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cell, codeSpan } from '../../../core/markdown/write.ts'
import { defuse, defuseLine } from '../../../core/say/defuse.ts'
import { inert } from '../../../core/say/inert.ts'
import { server } from '../kit.ts'
import { hostileText as text } from './hostile-text.ts'
import { live, read } from './live.ts'

const runs = { numRuns: 150 }
const most = 5_000

test('whatever is written, GitHub sees no mention, picture, HTML, table, closing word, command, nor a link to elsewhere', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(live(defuse(given, { server, most }))).toEqual([])
    }),
    runs,
  )
})

test.each<[string, (given: string) => string]>([
  [
    'a quote',
    (given) =>
      defuse(given, { server, most })
        .replace(/^(?=.)/gm, '> ')
        .replace(/^$/gm, '>'),
  ],
  [
    'a list',
    (given) => `- **x**: ${defuseLine(given, { server, most })}\n- ${defuseLine(given, { server, most })}`,
  ],
  ['a quoted line', (given) => `x\n\n> ${defuseLine(given, { server, most })}`],
  [
    'a cell',
    (given) =>
      `| x | y |\n|---|---|\n| ${cell(defuseLine(given, { server, most }))} | ${cell(codeSpan(given))} |`,
  ],
  [
    'an opened part',
    (given) => `<details>\n<summary>x</summary>\n\n${defuse(given, { server, most })}\n\n</details>`,
  ],
])('whatever is written, nothing acts within %s, and what follows is outside of it', (_, place) => {
  fc.assert(
    fc.property(text, (given) => {
      const written = `${inert(place(given))}\n\n## After\n`
      expect(live(written, { templates: true })).toEqual([])
      const tree = read(written)
      expect('children' in tree && tree.children.at(-1)).toMatchObject({ type: 'heading', depth: 2 })
    }),
    runs,
  )
})

test('what is inert stays as it is', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(inert(inert(given))).toBe(inert(given))
    }),
    runs,
  )
})

test('whatever is written, it stays within its place: what follows is not drawn into it', () => {
  fc.assert(
    fc.property(text, (given) => {
      const tree = read(`${defuse(given, { server, most: 5_000 })}\n\n## After\n`)
      expect('children' in tree && tree.children.at(-1)).toMatchObject({ type: 'heading', depth: 2 })
      const line = read(`- ${defuseLine(given, { server, most: 5_000 })}\n\n## After\n`)
      expect('children' in line && line.children.at(-1)).toMatchObject({ type: 'heading', depth: 2 })
    }),
    runs,
  )
})

test('it is never longer than asked for', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 400 }), (given, most) => {
      expect(defuse(given, { server, most }).length).toBeLessThanOrEqual(most)
    }),
    runs,
  )
})
