import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AssignedModel, Assignment } from '../core/run/assignment.ts'
import type { RunEvent } from '../core/run/event.ts'
import type { Report } from '../core/run/report.ts'
import { createModel } from './agent/models/create-model.ts'
import type { Inputs } from './inputs.ts'
import { eventLine } from './log/event-line.ts'
import { openTranscript } from './log/transcript.ts'
import { run } from './run.ts'
import { startToolHost } from './sandbox/start-tool-host.ts'
import { streamEvents } from './talk/events.ts'
import type { Wire } from './talk/post-json.ts'

type Claimed = {
  assignment: Assignment
  /** The run token: for the app's run API and its model endpoint. */
  token: string
  inputs: Inputs
  stop: AbortController
  wire: Wire
}

/** Runs a claimed run where everything that happens is seen: in the job's log, by the app, and in the transcript. */
export async function perform({ assignment, token, inputs, stop, wire }: Claimed): Promise<Report> {
  const { key, repository, model, roles = {} } = assignment
  const connect = (one: AssignedModel) => createModel({ ...one, baseUrl: `${wire.server}${one.path}`, token })
  const folder = await realpath(await mkdtemp(join(inputs.temp, 'reins-')))
  const transcript = openTranscript(join(inputs.temp, `reins-transcript-${key}.jsonl`), Date.now)
  const stream = streamEvents({ key, token, onStop: (why) => stop.abort(why), now: Date.now }, wire)
  const emit = (event: RunEvent) => {
    console.log(eventLine(event))
    stream.emit(event)
    transcript.record(event)
  }
  console.log(`run ${key} · issue #${assignment.issue.number} · transcript in ${transcript.path}`)
  try {
    return await run({
      assignment,
      source: {
        url: `${inputs.serverUrl}/${repository.owner}/${repository.name}.git`,
        token: inputs.token,
        env: inputs.git,
      },
      folder,
      model: connect(model),
      roles: {
        planner: roles.planner ? connect(roles.planner) : null,
        reviewer: roles.reviewer ? connect(roles.reviewer) : null,
      },
      startHost: (workspace) => startToolHost({ workspace, spill: join(folder, 'spill'), ...inputs.tools }),
      emit,
      record: transcript.record,
      stop: stop.signal,
      now: () => performance.now(),
      sleep: (ms) => sleep(ms),
    })
  } finally {
    await stream.close()
    const trouble = await transcript.close()
    if (trouble !== null) console.log(trouble)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
