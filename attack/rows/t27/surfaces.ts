import type { Turn } from '../../../playground/model/turn.ts'
import { type Stage, shared } from '../../stage/stage.ts'
import type { Told } from '../../stage/told.ts'
import { add, finish, shell } from '../../stage/turns.ts'
import type { World } from '../../stage/world.ts'
import { ALL } from './hostile.ts'

/** Everything a real run writes when its agent says hostile things in every field. */

const each = <T>(write: (text: string) => T, most = 50) => ALL.slice(0, most).map(write)

/** A check whose output is as hostile as the agent: its lines become findings. */
const HARNESS = `version: 1
scope:
  write: [src/**, test/**]
checks:
  - { name: lint, run: cat src/report.txt, required: false }
invariants:
  - { id: no-evil, paths: [src/**], regex: evil, level: warn, why: "Because of @ada, fixes #1.", fix: "![x](https://evil.example/fix.png)" }
`

const words = {
  title: '![x](https://evil.example/t.png) fixes #1 @ada [skip ci] <!-- reins:x --> [z](javascript:x)',
  // The commit shows the beginning: trailers stand there.
  summary: ['Signed-off-by: Root <root@x.example>\nCo-authored-by: ada <ada@x.example>', ...ALL].join('\n\n'),
  acceptance: each((text) => ({ criterion: text, met: true, evidence: `| ${text} |\n${text}` })),
  // Only the first ones stand at their line: those that could be applied.
  doubts: each((text) => ({ text, path: 'src/cart.js', line: 1 })).reverse(),
}

const says: Turn[] = [
  {
    say: ALL.slice(0, 12).join(' '),
    call: [
      {
        name: 'update_plan',
        arguments: { plan: each((step) => ({ step: step.slice(0, 400), status: 'pending' }), 40) },
      },
    ],
  },
  shell('sed -i "1s|$| // evil|" src/cart.js'),
  add('src/report.txt', 'src/cart.js:1:1: error: @ada fixes #1 ![x](https://evil.example/l.png)\n/merge'),
  // Refused: its path is told as a refused attempt.
  shell('cat "/etc/@ada fixes #1 ![x](https://evil.example/p.png)"'),
  add('.github/workflows/@ada fixes #1 <img src=x>.yml', 'x'),
  finish(words),
]

const hostile = { harness: HARNESS, times: { pace: { phase: 0, turn: 0 } } }
const thread = (turns: Turn[]) => (stage: Stage) => stage.thread({ ...hostile, says: turns })

export const published = shared(thread(says))
export const blocked = shared(thread([finish({ ...words, outcome: 'blocked' })]))

export const SURFACES = [
  'the status comment',
  'progress on the way',
  'the body of the pull request',
  'summaries of check runs',
  'texts of check runs',
  'bodies of reviews',
  'comments of a review',
  'the page of the job',
] as const
export const PLAIN = [
  'the title of the pull request',
  'the commit',
  'annotations',
  'titles of check runs',
] as const

/** Texts that GitHub renders as Markdown, by where they stand. */
export function markdownOf({ world, issue }: Told): Record<(typeof SURFACES)[number], string[]> {
  const { read } = world.github
  const place = world.repository
  const pulls = read.pullRequests(place)
  const reviews = pulls.flatMap(({ number }) => read.reviews(place, number))
  const checks = read.checkRuns(place)
  return {
    'the status comment': world.replies(issue),
    'progress on the way': progressOf(world),
    'the body of the pull request': pulls.map(({ body }) => body),
    'summaries of check runs': checks.map(({ output }) => output.summary ?? ''),
    'texts of check runs': checks.map(({ output }) => output.text ?? ''),
    'bodies of reviews': reviews.map(({ body }) => body),
    'comments of a review': reviews.flatMap(({ comments }) => comments.map(({ body }) => body)),
    'the page of the job': read
      .workflowRuns(place)
      .flatMap(({ summaries }) => summaries.map(({ markdown }) => markdown)),
  }
}

/** Texts that GitHub shows as they are; mentions and closing words act in them, too. */
export function plainOf({ world }: Told): Record<(typeof PLAIN)[number], string[]> {
  const { read } = world.github
  const place = world.repository
  const checks = read.checkRuns(place)
  return {
    'the title of the pull request': read.pullRequests(place).map(({ title }) => title),
    'the commit': world.github
      .events()
      .flatMap((event) => (event.type === 'push' && event.actor === 'reins[bot]' ? [event.message] : []))
      .filter((message) => message !== 'Begin'),
    annotations: checks.flatMap(({ annotations }) =>
      annotations.flatMap(({ title, message }) => [title ?? '', message]),
    ),
    'titles of check runs': checks.map(({ output }) => output.title ?? ''),
  }
}

function progressOf(world: World): string[] {
  return world
    .asked()
    .filter(({ method, path }) => method === 'PATCH' && /\/issues\/comments\//.test(path))
    .map(({ body }) => String((body as { body?: string } | null)?.body ?? ''))
}
