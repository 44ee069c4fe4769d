import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { prose } from '../../../core/clean/prose.ts'
import type { Finding } from '../../../core/rules/finding.ts'
import { toPublication } from '../../../core/run/to-publication.ts'
import { commitMessage } from '../../../core/say/commit-message.ts'
import { brokenHarnessCheck } from '../../../core/say/harness-trouble.ts'
import { toReview } from '../../../core/say/review.ts'
import { runsText } from '../../../core/say/runs.ts'
import { statusComment } from '../../../core/say/status-comment.ts'
import { renderStepSummary } from '../../../core/say/step-summary.ts'
import { assignment, gate, report, run, server, sha, tags, workflowRunUrl } from '../kit.ts'
import { hostileText } from './hostile-text.ts'
import { live } from './live.ts'

/** Every surface a run's text comes out at, written with the most hostile text in every field at once. */

const runs = { numRuns: 60 }
const some = (text: string, most: number) => text.slice(0, most).toWellFormed() || 'x'

function hostile(text: string) {
  const of = (most: number) => some(text, most)
  const finding: Finding = {
    ...{ rule: of(200), level: 'error', path: 'src/a.js', range: { startLine: 1, endLine: 2 } },
    ...{
      message: of(16_384),
      fix: of(4_096),
      why: of(4_096),
      source: Array.from({ length: 20 }, () => of(2_048)),
    },
    ...{ replacement: 'x'.repeat(16_384), fingerprint: 'f', preexisting: false },
  }
  const findings = [
    finding,
    { ...finding, path: null, range: null, fingerprint: 'g' },
    { ...finding, path: of(4_096), fingerprint: 'h' },
  ]
  const told = report({
    ...{ title: of(256), summary: of(20_000), isolation: of(200), findings },
    plan: [{ step: of(500), status: 'in_progress' }],
    acceptance: [{ criterion: of(1_000), met: false, evidence: of(2_000) }],
    doubts: [{ text: of(2_000), path: 'src/a.js', line: 1 }, { text: of(2_000) }],
    gates: [gate(of(200), 'failed', { note: of(1_000) })],
    denied: [{ tool: of(100), what: of(500), why: of(1_000), count: 2 }],
    context: [{ path: of(500), sha256: of(64), bytes: 1, cut: true }],
    changes: [{ kind: 'delete', path: 'src/a.js', removed: 1 }],
  })
  return { told, findings }
}

test('a pull request, its check run, its commit and the last word carry nothing that acts', () => {
  fc.assert(
    fc.property(
      hostileText,
      fc.constantFrom('failed', 'unmet', 'refused', 'protected', 'limit'),
      (text, how) => {
        const { told, findings } = hostile(text)
        const outcome =
          how === 'limit' ? ({ kind: 'limit', limit: 'turns', detail: text } as const) : told.outcome
        const { pullRequest, checkRun, status, commit } = toPublication({
          assignment: { ...assignment(), request: { ...assignment().request, text: prose(text).text } },
          report: { ...told, outcome },
          ending: {
            outcome,
            failed: how === 'failed' ? [some(text, 200)] : [],
            protectedPaths: how === 'protected' ? [some(text, 4_096)] : [],
            unmet: how === 'unmet' ? [some(text, 1_000)] : [],
            refused: how === 'refused' ? text : null,
          },
          ...{ changes: told.changes, findings, urls: { workflowRun: workflowRunUrl }, server, tags },
          ...{ suggestedHarness: text, notes: [text] },
        })
        const templates = true
        if (pullRequest) {
          const closing = /^(?:Closes|For) #12/.exec(pullRequest.body)?.[0] ?? 'no'
          expect(live(pullRequest.body, { templates, closing })).toEqual([])
          expect(pullRequest.body.length).toBeLessThanOrEqual(65_536)
          expect(pullRequest.body.match(/<!--/g)?.length).toBeGreaterThanOrEqual(1)
          expect(pullRequest.title).not.toMatch(/(?<![a-z0-9])@[a-z0-9]|\n/i)
          expect(pullRequest.title.length).toBeLessThanOrEqual(256)
        }
        expect(live(checkRun.summary, { templates, raw: false })).toEqual([])
        expect(live(checkRun.text, { templates, raw: false })).toEqual([])
        expect(Math.max(checkRun.summary.length, checkRun.text.length)).toBeLessThanOrEqual(65_535)
        const last = statusComment(status)
        expect(live(last, { templates, raw: false })).toEqual([])
        expect(last.length).toBeLessThanOrEqual(65_536)
        for (const { title, message } of checkRun.annotations) {
          expect(message.trim()).not.toBe('')
          expect(title).not.toMatch(/\n/)
        }
        if (commit) {
          const { headline, body } = commit
          expect(`${headline}\n\n${body}`).not.toMatch(/(?<![a-z0-9])@[a-z0-9]/i)
          expect(body.match(/^Requested-by:.*/gim)).toEqual(['Requested-by: ada'])
        }
      },
    ),
    runs,
  )
})

test('a review, its comments and its suggestions carry nothing else that acts, and are not too long', () => {
  const patches = [{ path: 'src/a.js', patch: '@@ -0,0 +1,2 @@\n+a\n+b' }]
  fc.assert(
    fc.property(hostileText, (text) => {
      const { told, findings } = hostile(text.repeat(40))
      const comments = { max: 10, minLevel: 'info', filter: 'all' } as const
      const review = toReview({ findings, doubts: told.doubts, patches, comments, server })
      expect(live(review?.body ?? '', { raw: false })).toEqual([])
      expect(review?.body.length).toBeLessThanOrEqual(65_536)
      for (const { body } of review?.comments ?? []) {
        expect(live(body, { raw: false, suggestion: true })).toEqual([])
        expect(body.length).toBeLessThanOrEqual(65_536)
      }
    }),
    runs,
  )
})

test('the page of the job, the list of runs and the progress carry nothing that acts', () => {
  const usage = { requests: 1, inputTokens: 1, cachedTokens: 0, outputTokens: 1, cost: 0 }
  fc.assert(
    fc.property(hostileText, (text) => {
      const { told } = hostile(text)
      const options = { templates: true, raw: false }
      expect(live(renderStepSummary(told), options)).toEqual([])
      expect(
        live(runsText({ runs: [run({ cause: text, state: 'published' })], trigger: '/agent' }), options),
      ).toEqual([])
      const about = {
        key: run().key,
        tag: tags.status,
        actor: 'ada',
        trigger: '/agent',
        server,
        workflowRunUrl,
      }
      const running = {
        ...about,
        state: 'running',
        phase: 'agent',
        turn: { number: 1, say: text },
        usage,
      } as const
      expect(live(statusComment(running), options)).toEqual([])
      const { output } = brokenHarnessCheck({
        ...{ base: { ref: 'main', sha }, path: '.github/agent.yml', server },
        problems: [{ path: text, line: 1, column: 1, message: text }],
        own: {
          kind: 'broken',
          path: '.github/agent.yml',
          problems: [{ path: text, line: 1, column: 1, message: text }],
        },
      })
      expect(live(output.summary, options)).toEqual([])
    }),
    runs,
  )
})

test('a line in the agent’s summary credits and signs for nobody', () => {
  const summary =
    'Done.\n\nCo-authored-by: Eve <eve@evil.example>\nsigned-off-by : eve\nReins-Run: x\nRequested-by: eve'
  const { body } = commitMessage(assignment(), report({ summary }))
  expect(body.match(/^[\w-]+-(?:by|run)[ ]*:.*/gim)).toEqual([
    'Requested-by: ada',
    `Reins-Run: ${assignment().key}`,
  ])
})
