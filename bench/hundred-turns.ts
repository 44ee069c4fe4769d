import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Turn } from '../playground/model/turn.ts'
import type { Machine } from '../playground/stage.ts'
import { runStory } from './run-story.ts'
import { type Measured, median } from './table.ts'

const TURNS = 100

/** 100 scripted turns with a shell command in each, through the whole path, seen from the model's side. */
export async function measureHundredTurns(machine: Machine): Promise<Measured[]> {
  const repository = emptyRepository()
  try {
    const run = await runStory({
      turns: hundredTurns(),
      machine,
      issue: { title: 'Count to a hundred', body: '' },
      repository,
    })
    const { requests } = run
    if (requests.length !== TURNS) throw new Error(`${requests.length} model requests instead of ${TURNS}.`)
    const started = run.events.find(
      (event) => event.type === 'log' && /reins-dev\/reins\/action/.test(event.line),
    )
    const gaps = requests.slice(1).map((request, at) => request.at - (requests[at]?.answered ?? Number.NaN))
    const bodies = requests.map((request) => request.body as ResponsesBody)
    const fixed =
      Buffer.byteLength(JSON.stringify(bodies[0]?.tools)) + Buffer.byteLength(bodies[0]?.instructions ?? '')
    const group = 'the action'
    return [
      {
        group,
        name: 'start of the action → first model request',
        unit: 'ms',
        value: (requests[0]?.at ?? 0) - (started?.ms ?? Number.NaN),
        most: 300,
      },
      {
        group,
        name: 'own time per turn, shell command included',
        unit: 'ms',
        value: median(gaps.sort((a, b) => a - b)),
        most: 12,
      },
      {
        group,
        name: 'prompt prefix unchanged between turns',
        unit: '%',
        value: unchanged(bodies),
        least: 100,
      },
      { group, name: 'fixed prompt and tools', unit: 'bytes', value: fixed, most: 12_000 },
      {
        group,
        name: 'sent over 100 turns',
        unit: 'bytes',
        value: sum(requests.map((request) => request.bytes.length)),
        most: 2_200_000,
      },
      {
        group,
        name: 'peak memory of the main process',
        unit: 'bytes',
        value: run.peakMemory,
        most: 150_000_000,
      },
    ]
  } finally {
    rmSync(repository, { recursive: true, force: true })
  }
}

type ResponsesBody = { instructions: string; tools: unknown[]; input: unknown[] }

/** Of the bytes of every request's prompt, the part that stands unchanged at the front of the next one. */
function unchanged(bodies: ResponsesBody[]): number {
  const prompts = bodies.map((body) =>
    JSON.stringify([body.tools, body.instructions, body.input]).slice(0, -2),
  )
  let same = 0
  let all = 0
  for (const [at, prompt] of prompts.slice(0, -1).entries()) {
    const next = prompts[at + 1] ?? ''
    all += prompt.length
    same += next.startsWith(prompt) ? prompt.length : commonLength(prompt, next)
  }
  return (same / all) * 100
}

function commonLength(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

function hundredTurns(): Turn[] {
  const turns: Turn[] = []
  for (let turn = 1; turn < TURNS; turn++) {
    turns.push({
      call: [{ name: 'shell', arguments: { command: `echo ${turn} >> count.txt` } }],
    })
  }
  turns.push({
    call: [
      { name: 'finish', arguments: { outcome: 'done', title: 'Count', summary: 'Counted to a hundred.' } },
    ],
  })
  return turns
}

function emptyRepository(): string {
  const path = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  mkdirSync(join(path, '.github'))
  writeFileSync(join(path, '.github', 'agent.yml'), `version: 1\nlimits: { turns: ${TURNS} }\n`)
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args])
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  return path
}
