import { BLOCKS, type HidingPlace, INLINE, inSelectors, inTags, OPEN } from '../../stage/hiding-places.ts'
import { HARNESS } from '../../stage/shop-files.ts'
import { shared } from '../../stage/stage.ts'
import { read, shell } from '../../stage/turns.ts'
import { everyRole, ROLES } from '../t10/every-role.ts'
import { UNSEEN } from './unseen.ts'

/** Where words hide in Markdown of people. */
export const SOURCES = ['TEXT', 'COMMENT', 'COMMAND', 'FILE'] as const
type Source = (typeof SOURCES)[number]

const place = (name: string, hide: HidingPlace['hide']): HidingPlace => ({ name, hide })
/** What becomes a hiding place only when something else was taken out of it, or once it was read. */
const NESTED: HidingPlace[] = [
  place('a comment put together by an invisible character', (word) => `<\u200B!-- ${word} -->`),
  place('a tag put together by a comment', (word) => `<im<!-- x -->g alt="${word}">`),
  place('a comment of HTML within a hidden element', (word) => `<template><!-- --> ${word}</template>`),
  place(
    'the text of an image within the text of a link',
    (word) => `[![${word}](https://x.example/a.png)](https://x.example)`,
  ),
  place('an attribute in capitals, without quotes', (word) => `<IMG SRC=x ALT=${word}>`),
  place('a hidden paragraph of ARIA', (word) => `<p aria-label="${word}">p</p>`),
]
/** Each swallows what follows, so it stands last in a text; the texts take turns. */
const LAST = OPEN
export const PLACES: HidingPlace[] = [...INLINE, ...BLOCKS, ...NESTED, ...LAST]

/** Sources a place stands in: a text ends with one of those that swallow the rest, and there is but one text. */
export function sourcesOf(at: number): readonly Source[] {
  return at > PLACES.length - LAST.length ? ['COMMENT', 'FILE'] : SOURCES
}

/** Letters only: it has to be a name of a tag and of an attribute as well. */
export function wordOf(source: Source, at: number): string {
  return `HIDDEN${String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26))}IN${source}`
}

/** All places but those that swallow the rest, then `last` of those. */
function hostile(source: Source, last: number): string {
  const blocks = PLACES.slice(0, -LAST.length).map(({ hide }, at) => {
    const text = hide(wordOf(source, at))
    return INLINE.includes(PLACES[at] as HidingPlace) ? `SEEN${source} ${text}` : text
  })
  const end = PLACES.length - LAST.length + last
  return [
    `SEEN${source}`,
    ...blocks,
    UNSEEN.map(({ inText }) => inText).join('\n\n'),
    PLACES[end]?.hide(wordOf(source, end)),
  ].join('\n\n')
}
const ends = (source: Source, at: number) => {
  const end = PLACES.length - LAST.length + at
  return `SEEN${source}\n\n${PLACES[end]?.hide(wordOf(source, end))}`
}

const codes = (text: string) => [...text].map((one) => one.codePointAt(0)).join(',')
/** Prints what must not stand in the call of a model itself. */
const prints = (text: string) => `process.stdout.write(String.fromCodePoint(${codes(text)}))`
const raw = UNSEEN.map(({ character }) => `a${character}b`).join('\n')
export const HIDDEN_OUTPUT = 'HIDDENINOUTPUT'
const printed = (source: string) =>
  prints(`SEEN${source}\n${raw}\n${inTags(HIDDEN_OUTPUT)} ${inSelectors(HIDDEN_OUTPUT)}\n`)

/** One thread whose every text hides words in every place, asked of planner, agent and reviewer. */
export const thread = shared((stage) =>
  stage.thread({
    harness: `${HARNESS}${ROLES}checks: [{ name: test, run: node check.cjs }]\ncontext: { always: [NOTES1.md, NOTES2.md] }\n`,
    files: {
      'AGENTS.md': hostile('FILE', 0),
      'NOTES1.md': ends('FILE', 1),
      'NOTES2.md': ends('FILE', 2),
      'check.cjs': `const { existsSync } = require('node:fs')\nif (existsSync('src/tax.js') && !existsSync('src/told.js')) { ${printed('CHECK')}; process.exitCode = 1 }\n`,
      'print.cjs': printed('OUTPUT'),
      'evil.js': `// SEENSOURCE\n${raw}\n${inTags(HIDDEN_OUTPUT)}\n`,
      'na\u200Bme\u202E.md': 'x\n',
    },
    issue: {
      title: `SEENTITLE ${inTags('HIDDENINTITLE')}${raw.replaceAll('\n', ' ')}`,
      body: hostile('TEXT', 0),
      actor: 'eve',
    },
    prepare: async (world, issue) => {
      await world.comment('bob', hostile('COMMENT', 0), issue)
      await world.comment('bob', ends('COMMENT', 1), issue)
      await world.comment('bob', ends('COMMENT', 2), issue)
    },
    command: `/agent implement SEENCOMMAND\n\n${hostile('COMMAND', 0)}`,
    says: everyRole({
      planner: [shell('node print.cjs; cat evil.js; ls')],
      agent: [
        read('evil.js', 'no such \u200B file'),
        shell('node print.cjs; cat evil.js; ls'),
        { call: [{ name: 'search', arguments: { pattern: 'SEENSOURCE|a.b' } }] },
      ],
    }),
  }),
)
