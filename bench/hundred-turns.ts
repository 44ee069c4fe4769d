import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Turn } from '../playground/model/turn.ts'
import type { Machine } from '../playground/stage.ts'
import { ownTime } from './own-time.ts'
import { measurePrompts } from './prompts.ts'
import { modelAtWork, runStory } from './run-story.ts'
import { type Measured, median } from './table.ts'

const TURNS = 100

/** 100 scripted turns with a shell command in each, through the whole path, seen from GitHub's and the model's side. */
export async function measureHundredTurns(machine: Machine): Promise<Measured[]> {
  const repository = emptyRepository()
  try {
    const issue = { title: 'Count to a hundred', body: '' }
    const run = await runStory({ turns: hundredTurns(), machine, issue, repository })
    const { requests } = run
    if (requests.length !== TURNS) throw new Error(`${requests.length} model requests instead of ${TURNS}.`)
    const started = run.events.find(
      (event) => event.type === 'log' && /reins-dev\/reins\/action/.test(event.line),
    )
    const elsewhere = [...run.github, ...modelAtWork(run)]
    const own = (from: number, to: number) => ownTime(from, to, elsewhere)
    const turns = requests.slice(1).map((request, at) => own(requests[at]?.at ?? Number.NaN, request.at))
    const group = 'the action, without GitHub and the model'
    return [
      {
        ...{ group, name: 'process started → first model request', unit: 'ms', most: 300 },
        value: own(started?.ms ?? Number.NaN, requests[0]?.at ?? Number.NaN),
      },
      {
        ...{ group, name: 'a turn with one shell command, of 100 turns', unit: 'ms', most: 12 },
        value: median(turns.sort((a, b) => a - b)),
      },
      ...measurePrompts(group, requests),
      { group, name: 'peak memory of the process', unit: 'bytes', value: run.peakMemory, most: 150_000_000 },
    ]
  } finally {
    rmSync(repository, { recursive: true, force: true })
  }
}

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
