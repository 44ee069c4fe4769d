import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { KEY } from './assignment.ts'
import { type App, GIT_TOKEN } from './start-app.ts'

const MAIN = fileURLToPath(new URL('../../../action/main.ts', import.meta.url))

export type Ended = {
  code: number | null
  log: string
  /** GITHUB_OUTPUT and GITHUB_STEP_SUMMARY as they were written. */
  outputs: string
  summary: string
  /** RUNNER_TEMP. */
  temp: string
}

/** Runs the action's entry as the runner does: a process of its own with the job's environment. */
export function runAction(
  app: App,
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const temp = mkdtempSync(join(tmpdir(), 'reins-test-runner-'))
  const output = join(temp, 'output')
  const summary = join(temp, 'summary')
  for (const path of [output, summary]) writeFileSync(path, '')
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: {
      PATH: process.env.PATH ?? '',
      INPUT_RUN: JSON.stringify({ key: KEY, server: app.url }),
      INPUT_TOKEN: GIT_TOKEN,
      GITHUB_SERVER_URL: app.url,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
      ACTIONS_ID_TOKEN_REQUEST_URL: app.oidc.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: app.oidc.token,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([
    new Promise<number | null>((resolve) => child.once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]).then(([code, stdout, stderr]) => ({
    code,
    log: stdout + stderr,
    outputs: readFileSync(output, 'utf8'),
    summary: readFileSync(summary, 'utf8'),
    temp,
  }))
  return { child, ended }
}
