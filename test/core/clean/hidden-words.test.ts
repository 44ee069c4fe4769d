import { describe, expect, test } from '@jest/globals'
import { BLOCKS, INLINE, leaksOf, OPEN } from '../../../attack/stage/hiding-places.ts'
import { prose } from '../../../core/clean/prose.ts'

const WORD = 'HIDDENWORD'
const SURROUNDINGS: [string, (text: string) => string][] = [
  ['in a sentence', (text) => `seen ${text} seen`],
  ['in a quote', (text) => `> ${text.replaceAll('\n', '\n> ')}\n\nseen`],
  ['in a list', (text) => `- seen\n- ${text.replaceAll('\n', '\n  ')}\n\nseen`],
  ['in details', (text) => `<details><summary>seen</summary>\n\n${text}\n\n</details>`],
]

describe.each(SURROUNDINGS)('%s', (where, around) => {
  const here = where === 'in a sentence' ? INLINE : [...INLINE, ...BLOCKS]
  test.each(here.map(({ name, hide }) => [name, hide] as const))('%s', (_, hide) => {
    const { text, removed } = prose(around(hide(WORD)))
    expect(leaksOf(text, WORD)).toEqual([])
    expect(text).toContain('seen')
    expect(removed).not.toEqual([])
  })
})

test.each([...BLOCKS, ...OPEN].map(({ name, hide }) => [name, hide] as const))(
  'at the end: %s',
  (_, hide) => {
    const { text, removed } = prose(`seen\n\n${hide(WORD)}`)
    expect(leaksOf(text, WORD)).toEqual([])
    expect(text).toContain('seen')
    expect(removed).not.toEqual([])
  },
)

test('in the cells of a table', () => {
  for (const { hide } of INLINE)
    expect(leaksOf(prose(`| a | b |\n|---|---|\n| seen | ${hide(WORD)} |`).text, WORD)).toEqual([])
})

test('what is drawn and hides nothing stays', () => {
  for (const text of [
    '```mermaid\ngraph TD\nA[Cart] --> B[Total]\nA <--> C\n```',
    '```math\n\\frac{a}{b} \\leq 10\\%\n```',
    'It costs $5 and $\\sqrt{x}$, at most $$10$$ for 5 %.',
  ])
    expect(prose(text)).toEqual({ text, removed: [] })
})
