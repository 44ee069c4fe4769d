import type { Draft, Format } from '../format.ts'
import { toTestDraft } from '../test-runner.ts'

const LOCATION = /^test at (\S[^\n]*:\d{1,7}:\d{1,7})$/
const MESSAGE_LINES = 12

/** The list of failing tests at the end of `node --test` with the spec reporter. */
export const nodeTest: Format = {
  name: 'node-test',
  structured: false,
  sniff: (text) => /^test at \S[^\n]*:\d{1,7}:\d{1,7}$/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let block: { location: string; lines: string[] } | null = null
    const close = () => {
      if (block === null) return
      const [title = '', ...details] = block.lines
      const name = title.replace(/^\s*\S\s+/, '').replace(/ \([\d.]+m?s\)(?: #.*)?$/, '')
      const trace = details.findIndex((line) => /^\s+at /.test(line))
      const said = (trace === -1 ? details : details.slice(0, trace)).filter((line) => line.trim() !== '')
      const message = said
        .slice(0, MESSAGE_LINES)
        .map((line) => line.replace(/^ {2}/, ''))
        .join('\n')
      drafts.push(toTestDraft({ name, location: block.location, message, details: details.join('\n') }, repo))
    }
    for (const line of text.split('\n')) {
      const location = line.length > 4_000 ? null : LOCATION.exec(line)
      if (location === null) block?.lines.push(line)
      else {
        close()
        block = { location: location[1]!, lines: [] }
      }
    }
    close()
    return { kind: 'drafts', drafts }
  },
}
