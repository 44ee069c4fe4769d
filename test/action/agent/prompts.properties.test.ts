import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { renderDue } from '../../../action/agent/prompts/render-context.ts'
import { renderFindings } from '../../../action/agent/prompts/render-findings.ts'
import { renderTask } from '../../../action/agent/prompts/render-task.ts'
import { renderQuestions } from '../../../action/ask/render-questions.ts'
import { renderReview } from '../../../action/review/render-review.ts'
import {
  BLOCKS,
  INLINE,
  inTags,
  leaksOf,
  OPEN,
  outsideFences,
  PRETENDED,
} from '../../../attack/stage/hiding-places.ts'
import { prose } from '../../../core/clean/prose.ts'
import { title } from '../../../core/clean/title.ts'
import { defaultHarness } from '../../../core/harness/default-harness.ts'
import type { Finding } from '../../../core/rules/finding.ts'
import { assignment } from '../stage/assignment.ts'

/** Whatever strangers write into every place there is, no hidden word and no pretended line gets into a prompt as ours. */

const WORD = 'HIDDENWORD'
const seen = fc.oneof(
  fc.constantFrom(...PRETENDED),
  fc.constantFrom('seen', ' ', '\n', '\n\n', '> ', '- ', '`code`', '*', '|', '[a](https://x.example)'),
)
const hidden = fc.oneof(
  fc.constantFrom(...INLINE).map(({ hide }) => hide(WORD)),
  // With a line before that ends what stood there, as people write blocks.
  fc.constantFrom(...BLOCKS).map(({ hide }) => `\n\n${hide(WORD)}\n\n`),
)
/** Seen text keeps to its own paragraph: within code or an open tag, what is "hidden" is seen, or is gone. */
const markdown = fc
  .tuple(fc.array(hidden, { maxLength: 4 }), fc.array(seen, { maxLength: 4 }), fc.constantFrom(...OPEN, null))
  .map(
    ([first, then, open]) =>
      `seen ${first.join(' seen ')}\n\n${open === null ? then.join('') : open.hide(WORD)}`,
  )
const raw = fc
  .array(fc.oneof(seen, fc.constantFrom(inTags(WORD), '\u202E', '\u200B', '\u001B[31m', '`'.repeat(7))), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''))

const shas = 'a'.repeat(40)

test('the task: issue, comments, command, names', () => {
  fc.assert(
    fc.property(
      fc.record({
        title: raw,
        body: markdown,
        text: markdown,
        comment: markdown,
        name: raw,
        trusted: fc.boolean(),
      }),
      ({ name, trusted, ...written }) => {
        const { request, ...rest } = assignment(shas)
        const body = prose(written.body)
        const text = renderTask({
          ...rest,
          request: { ...request, text: prose(written.text).text, actor: name, command: name },
          issue: {
            ...rest.issue,
            ...{ title: title(written.title).text, body: body.text, author: name, trusted },
            comments: [{ author: name, at: name, body: prose(written.comment).text }],
            removed: [...body.removed, `1 HTML comment in a comment of ${name}`],
          },
        })
        expectHarmless(text)
      },
    ),
    { numRuns: 300 },
  )
})

test('findings, gates, sentences of tools', () => {
  fc.assert(
    fc.property(raw, raw, raw, (message, name, note) => {
      const finding: Finding = {
        ...{ rule: name, level: 'error', path: name, range: { startLine: 1, endLine: 2 }, message },
        ...{ fix: note, why: note, fingerprint: 'f', preexisting: false },
      }
      const result = { name, kind: 'check' as const, status: 'failed' as const, required: true, exitCode: 1 }
      const gates = [{ before: null, after: { ...result, ms: 1, findings: 1, note } }]
      expectHarmless(renderFindings({ findings: [finding, finding], gates, round: 1, mended: [note] }))
    }),
    { numRuns: 300 },
  )
})

test('context files, diffs for the rules in words and for the reviewer, claims, plans', () => {
  fc.assert(
    fc.property(markdown, raw, raw, (context, text, path) => {
      const holds = { globs: [path] }
      expectHarmless(renderDue([{ path, text: prose(context).text, cut: true, holds }]))
      const file = { path, content: text, diff: { text, added: new Set([1]) } }
      const rule = {
        ...{
          engine: 'ask' as const,
          id: 'told',
          ask: 'Is it told?',
          why: path,
          level: 'warn' as const,
          paths: [],
        },
        ...{ examples: { bad: [text], good: [text] }, source: [] },
      }
      const asked = renderQuestions({ rules: [{ rule, paths: new Set([path]) }], files: [file], leftOut: [] })
      const reviewed = renderReview({
        harness: { ...defaultHarness(), invariants: [rule] },
        assignment: { ...assignment(shas), plan: { id: '', hash: '', text, approvedBy: path } },
        acceptance: [{ criterion: text, met: true, evidence: text }],
        files: [file],
      })
      for (const { instructions, message } of [asked, reviewed]) {
        expectHarmless(instructions)
        expectHarmless(message)
      }
    }),
    { numRuns: 300 },
  )
})

function expectHarmless(text: string): void {
  expect(leaksOf(text, WORD)).toEqual([])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not come through.
  expect(text).not.toMatch(/[\u200B\u202E\u2028\u2029\u0085\u001B\u{E0000}-\u{E007F}]/u)
  // A name may say EVIL within a line of ours; what begins a line is ours alone.
  for (const line of outsideFences(text))
    expect(line).not.toMatch(/^(?:EVIL|#+ (?:System|Your task\n)|<|Human|Assistant|~~~)/)
}
