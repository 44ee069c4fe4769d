import { prose } from '../../core/clean/prose.ts'
import { title } from '../../core/clean/title.ts'
import { COMMAND, MARKDOWN, UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

/** Bidi controls, zero-width and tag characters: never in what is left. */
const INVISIBLE = /[\u200b\u202a-\u202e\u2060\u2066-\u2069\u{e0000}-\u{e007f}]/u

export const sanitiser = target({
  name: 'sanitiser',
  inputs: hostileText([...MARKDOWN, ...MARKDOWN, ...COMMAND, ...UNICODE]),
  bytes: (text) => Buffer.byteLength(text),
  run(text) {
    const { text: clean } = prose(text)
    promise(!INVISIBLE.test(clean), 'nothing invisible is left')
    // A second look takes its own time.
    if (text.length < 4_000) promise(prose(clean).text === clean, 'what is clean stays as it is')
    const line = title(text).text
    promise(!/[\r\n]/.test(line) && !INVISIBLE.test(line), 'a title is one visible line')
  },
})
