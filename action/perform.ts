import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fitted } from '../core/redact/clean-report.ts'
import { mapStrings } from '../core/redact/map-strings.ts'
import type { AssignedModel, Assignment } from '../core/run/assignment.ts'
import type { RunEvent } from '../core/run/event.ts'
import type { Report } from '../core/run/report.ts'
import { createModel } from './agent/models/create-model.ts'
import { withoutKnown } from './agent/models/without-known.ts'
import type { Inputs } from './inputs.ts'
import { eventLine } from './log/event-line.ts'
import type { Outlet } from './log/outlet.ts'
import { openTranscript } from './log/transcript.ts'
import { run } from './run.ts'
import { type Opened, openIsolation } from './sandbox/isolation/open-isolation.ts'
import { streamEvents } from './talk/events.ts'
import type { Wire } from './talk/post-json.ts'

type Claimed = {
  assignment: Assignment
  /** The run token: for the app's run API and its model endpoint. */
  token: string
  inputs: Inputs
  stop: AbortController
  wire: Wire
  outlet: Outlet
  /** Of this machine, as soon as it is known. */
  isolation: Promise<Opened>
}

/** Runs a claimed run where everything that happens is seen: in the job's log, by the app, and in the transcript. */
export async function perform({
  assignment,
  token,
  inputs,
  stop,
  wire,
  outlet,
  isolation,
}: Claimed): Promise<Report> {
  const { key, repository, model, roles = {} } = assignment
  const { redact, redactKnown } = outlet.redactor
  const connect = (one: AssignedModel) =>
    withoutKnown(createModel({ ...one, baseUrl: `${wire.server}${one.path}`, token }), redactKnown)
  const folder = await realpath(await mkdtemp(join(inputs.temp, 'reins-')))
  const transcript = openTranscript(join(inputs.temp, `reins-transcript-${key}.jsonl`), Date.now)
  const stream = streamEvents({ key, token, onStop: (why) => stop.abort(why), now: Date.now }, wire)
  const record = (entry: unknown) => transcript.record(mapStrings(entry, (text) => redact(text).text))
  const emit = (said: RunEvent) => {
    const event = mapStrings(said, (text) => fitted(redact(text).text, text))
    outlet.line(eventLine(event))
    stream.emit(event)
    transcript.record(event)
  }
  outlet.line(`run ${key} · issue #${assignment.issue.number} · transcript in ${transcript.path}`)
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
      isolation: assignment.sandbox === 'off' ? openIsolation(inputs.machine, 'off') : isolation,
      emit,
      record,
      stop: stop.signal,
      now: () => performance.now(),
      sleep: (ms) => sleep(ms),
    })
  } finally {
    await stream.close()
    const trouble = await transcript.close()
    if (trouble !== null) outlet.line(trouble)
    // A command may have left a folder that not even its owner may enter; the runner empties its temporary folder.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: Error) =>
      outlet.line(`${folder} could not be removed: ${error.message}`),
    )
  }
}
