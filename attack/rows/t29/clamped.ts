import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { type Stage, shared } from '../../stage/stage.ts'
import { finding } from './finding.ts'

/** What a report may hold, and GitHub may not: it is clamped, and what was left out is counted. */

const world = shared((stage) => stage.world())
const times = <T>(many: number, make: (index: number) => T) =>
  Array.from({ length: many }, (_, index) => make(index))

async function published(stage: Stage, more: object) {
  const there = await world(stage)
  const issue = await there.issue()
  const runner = await there.claimed(issue)
  const { body } = await runner.report({ ...runner.honest(), ...more })
  await there.settled()
  must(typeof body.url === 'string', `nothing was published: ${body.message}`)
  const pull = there.github.read.pullRequests(there.repository).find(({ url }) => url === body.url)
  const check = there.github.read
    .checkRuns(there.repository, pull?.head.sha)
    .find(({ name }) => name === 'agent')
  must(pull !== undefined && check !== undefined, 'no pull request, or no check run')
  const comments = there.github.read
    .reviews(there.repository, pull.number)
    .flatMap((review) => review.comments)
  return { there, pull, check, comments }
}

const bytes = (text: string) => Buffer.byteLength(text)

export const WITHIN: Attempt[] = [
  {
    name: '5,000 findings, outside of the repository, far away, blank',
    run: async (stage) => {
      const { check, comments } = await published(stage, {
        findings: [
          ...times(4_995, (at) => finding(at + 1)),
          finding(2_000_000_000_000, { level: 'error', fingerprint: 'far' }),
          finding(3, { path: '../../etc/passwd', fingerprint: 'out' }),
          finding(3, { path: '/etc/passwd', fingerprint: 'abs' }),
          finding(3, { path: 'src/./a//b', fingerprint: 'odd' }),
          finding(1, { level: 'error', message: '\u200B\u00AD', fingerprint: 'blank' }),
        ],
      })
      const { annotations, output } = check
      must(annotations.length === 300, `${annotations.length} annotations`)
      must(
        annotations.every(({ path }) => path === 'src/cart.js'),
        'one stands outside',
      )
      must(
        annotations.every(({ start_line: line }) => line >= 1 && line < 2 ** 31),
        'one stands at no line',
      )
      must(
        annotations.every(({ message }) => message.trim() !== ''),
        'one is blank',
      )
      must(comments.length <= 10, `${comments.length} comments`)
      must(/4,697 are left out/.test(output.summary ?? ''), `not counted: ${output.summary}`)
      return stopped('core: harmless output', {
        tried: '5,000 findings',
        evidence: `300 annotations, ${comments.length} comments, ${/[\d,]+ are left out/.exec(output.summary ?? '')?.[0]}`,
      })
    },
  },
  {
    name: '70 annotations as large as a report may make them',
    run: async (stage) => {
      const large = (length: number) => 'é'.repeat(length)
      const { check } = await published(stage, {
        findings: times(70, (at) =>
          finding(at + 1, {
            ...{ message: large(16_384), fix: large(4_096), why: large(4_096) },
            source: times(20, () => large(2_048)),
          }),
        ),
      })
      const most = Math.max(...check.annotations.map(({ message }) => bytes(message)))
      must(check.annotations.length === 70, `${check.annotations.length} annotations`)
      must(most <= 65_536, `one of ${most} bytes`)
      must(
        check.annotations.every(({ message }) => message.endsWith('…')),
        'a cut is not marked',
      )
      return stopped('core: harmless output', {
        tried: '70 of 130 KB',
        evidence: `each cut to ${most} bytes and marked`,
      })
    },
  },
  {
    name: '50 doubts at lines of the diff',
    run: async (stage) => {
      const { check, comments, there, pull } = await published(stage, {
        doubts: times(50, (at) => ({ text: `Look here: ${at}`, path: 'src/cart.js', line: 2 })),
      })
      const [review] = there.github.read.reviews(there.repository, pull.number)
      must(comments.length <= 10, `${comments.length} comments`)
      must(/40/.test(review?.body ?? ''), `not counted: ${review?.body}`)
      must(check.annotations.length === 50, `${check.annotations.length} annotations`)
      return stopped('core: harmless output', { tried: '50 doubts', evidence: review?.body ?? '' })
    },
  },
  {
    name: 'a report that says what the app can count itself',
    run: async (stage) => {
      const { there, pull, check } = await published(stage, {
        gates: [],
        usage: { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: 0 },
        turns: 0,
        ms: 0,
        isolation: 'perfect',
        context: [],
      })
      must(check.output.title?.includes('no check was run') === true, `it says: ${check.output.title}`)
      must(pull.head.ref.startsWith('reins/'), `branch ${pull.head.ref}`)
      const numbers = there.github.read.pullRequests(there.repository).map(({ number }) => number)
      must(new Set(numbers).size === numbers.length, 'it is another one’s pull request')
      return stopped('app: frozen assignment', {
        tried: 'numbers of its own',
        evidence: `${check.output.title}; a pull request of its own, ${pull.head.ref}`,
      })
    },
  },
]
