import { Registry } from 'prom-client'
import { askedMetrics, type Sources } from './asked.ts'
import { type DeliveryMetrics, deliveryMetrics } from './deliveries.ts'
import { type GitHubMetrics, githubMetrics } from './github-requests.ts'
import { type JobMetrics, jobMetrics } from './jobs.ts'
import { type ModelMetrics, modelMetrics } from './model-calls.ts'
import { processMetrics } from './process-metrics.ts'
import { type RunMetrics, runMetrics } from './runs.ts'

/** What is counted, where it happens. No label holds what a person wrote, and each has a bounded number of values. */
export type Metrics = {
  deliveries: DeliveryMetrics
  jobs: JobMetrics
  runs: RunMetrics
  models: ModelMetrics
  github: GitHubMetrics
  /** Says whom to ask for what is true only at the moment somebody reads. Once. */
  ask: (sources: Sources) => void
  /** Everything, in Prometheus' text format. */
  text: () => Promise<string>
  contentType: string
}

/** `events`: those the app works on. */
export function createMetrics(events: ReadonlySet<string>): Metrics {
  const register = new Registry()
  const ofProcess = processMetrics()
  return {
    deliveries: deliveryMetrics(register, events),
    jobs: jobMetrics(register, events),
    runs: runMetrics(register),
    models: modelMetrics(register),
    github: githubMetrics(register),
    ask: (sources) => askedMetrics(register, sources),
    text: async () => `${await register.metrics()}\n${await ofProcess.metrics()}`,
    contentType: register.contentType,
  }
}
