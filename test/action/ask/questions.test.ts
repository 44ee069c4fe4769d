import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { askRules } from '../../../action/ask/ask-rules.ts'
import { numberedDiff } from '../../../action/ask/numbered-diff.ts'
import { toQuestions } from '../../../action/ask/questions.ts'
import { defaultHarness } from '../../../core/harness/default-harness.ts'
import type { InvariantOf } from '../../../core/harness/harness.ts'
import { startModelServer } from '../../../playground/model/start-model-server.ts'
import { KEY, modelOf } from '../agent/stage.ts'

const rule = (id: string, paths: string[]): InvariantOf<'ask'> => ({
  ...{ engine: 'ask', id, paths, ask: 'Names are words.', level: 'warn' },
  ...{ examples: { bad: [], good: [] }, source: [] },
})
const harness = { ...defaultHarness(), invariants: [rule('names', ['src/**']), rule('docs', ['docs/**'])] }

test('every line that is shown has its number in the new file, and the new ones are marked', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '+', '-', 'd\r'), { maxLength: 60 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = numberedDiff(before.join('\n'), after.join('\n'))!
      const lines = after.join('\n').split('\n')
      const marked = new Set<number>()
      for (const row of diff.text === '' ? [] : diff.text.split('\n')) {
        const found = /^ *(\d+) ([ +])(?: (.*))?$/.exec(row)
        if (found === null) continue
        const number = Number(found[1])
        expect(found[3] ?? '').toBe(lines[number - 1]!.trimEnd())
        if (found[2] === '+') marked.add(number)
      }
      expect(marked).toEqual(diff.added)
    }),
  )
})

test('more edits than can be told are no diff; a character that breaks lines elsewhere breaks none here, and is shown', () => {
  const lines = (n: number, text: string) => Array.from({ length: n }, (_, at) => `${text}${at}`).join('\n')
  expect(numberedDiff(lines(3_000, 'a'), lines(3_000, 'b'))).toBeNull()
  expect(numberedDiff(null, 'a\u2028b\u202E\nc')?.text).toBe('   1 + a⟨U+2028⟩b⟨U+202E⟩\n   2 + c')
})

test('only rules that are about a changed line are asked, with their own files', () => {
  const { rules, files } = toQuestions(harness, {
    files: [
      { path: 'src/a.js', content: 'a\n', base: null },
      { path: 'docs/gone.md', content: 'a\n', base: 'a\nb\n' },
      { path: 'other.js', content: 'a\n', base: null },
    ],
  })
  expect(rules.map(({ rule, paths }) => [rule.id, [...paths]])).toEqual([['names', ['src/a.js']]])
  expect(files.map(({ path }) => path)).toEqual(['src/a.js'])
})

test.each(['responses', 'chat'] as const)(
  '%s: the answer has to be a call, and what it costs is counted',
  async (api) => {
    const findings = [{ rule: 'names', path: 'src/a.js', line: 1, message: 'It is a letter.' }]
    const script = [{ call: [{ name: 'report_findings', arguments: { findings } }] }]
    const server = await startModelServer({ script, models: ['m'], apiKey: KEY })
    try {
      const asked = await askRules(
        harness,
        { files: [{ path: 'src/a.js', content: 'a\n', base: null }] },
        {
          ...{ model: modelOf(server, { api }), budget: 1, over: null },
          ...{ signal: new AbortController().signal, record: () => undefined },
        },
      )
      expect(server.requests()[0]?.body).toMatchObject({ tool_choice: 'required' })
      expect(asked?.findings).toMatchObject([{ rule: 'names', message: 'It is a letter.' }])
      expect(asked?.usage.cost).toBeGreaterThan(0)
      const poor = { budget: 0.000001, over: null, model: modelOf(server, { api }) }
      const unpaid = await askRules(
        harness,
        { files: [{ path: 'src/a.js', content: 'a\n', base: null }] },
        { ...poor, signal: new AbortController().signal, record: () => undefined },
      )
      expect(unpaid?.result).toMatchObject({
        status: 'skipped',
        note: expect.stringContaining('could cost more'),
      })
      expect(server.requests()).toHaveLength(1)
    } finally {
      await server.close()
    }
  },
)
