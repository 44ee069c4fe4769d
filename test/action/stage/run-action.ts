import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { buildAction } from '../../../scripts/build-action.ts'
import { KEY } from './assignment.ts'
import { type App, GIT_TOKEN } from './start-app.ts'
import { tempFolder } from './temp-folder.ts'

/** The bundle that ships, built once for a file of tests. */
const dist = tempFolder()
const built = buildAction(dist)

export type Ended = {
  code: number | null
  log: string
  /** GITHUB_OUTPUT and GITHUB_STEP_SUMMARY as they were written. */
  outputs: string
  summary: string
  /** RUNNER_TEMP. */
  temp: string
}

/** Runs the bundle as the runner does: a process of its own with the job's environment. */
export async function runAction(
  app: App,
  environment: Record<string, string> = {},
): Promise<{ child: ChildProcess; ended: Promise<Ended> }> {
  await built
  const temp = tempFolder()
  const output = join(temp, 'output')
  const summary = join(temp, 'summary')
  for (const path of [output, summary]) writeFileSync(path, '')
  const child = spawn(process.execPath, [join(dist, 'main.cjs')], {
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
      ...environment,
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
