import type { Limits, Urgency } from './limits.ts'
import { createBucket, createWindow, type Meter } from './meter.ts'
import { createQuota, type Quota, type QuotaSeen } from './quota.ts'

/** What a request takes. */
export type Ask = {
  urgency: Urgency
  /** Each has a quota of its own. */
  resource: 'core' | 'graphql'
  /** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit */
  points: number
  /** It writes what people read. */
  content: boolean
}

/** What an answer says about limits; null: there was none. `pause` is GitHub's own word in milliseconds, if it said one. */
export type Answer = {
  quota: QuotaSeen | null
  limited: { by: 'quota' } | { by: 'secondary'; pause: number | null } | null
} | null

/** `lacks` names the limits without room; empty when `at` is now. */
export type Room = { at: number; lacks: string[] }

export type Account = {
  limitsOf: (ask: Ask) => string[]
  roomFor: (ask: Ask, now: number) => Room
  /** @returns what has to be called once with the answer. */
  begin: (ask: Ask, now: number) => (answer: Answer, now: number) => void
  pausedUntil: (now: number) => number | null
  quota: (now: number) => ReturnType<Quota['view']>
  underWay: () => number
  isIdle: (now: number) => boolean
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit: a minute when GitHub names no time, then ever longer. */
const PAUSE = 60_000
const LONGEST_PAUSE = 16 * 60_000
/** Whatever GitHub says, it is not asked again at once. */
const SHORTEST_PAUSE = 1_000

/** All that limits the requests of one installation, or of the App itself. Knows no clock and no queue. */
export function createAccount({ secondary, backgroundContent }: Limits): Account {
  const quotas = { core: createQuota(), graphql: createQuota() }
  const concurrent = createWindow(secondary.concurrent)
  const points = {
    core: createWindow(secondary.restPoints),
    graphql: createWindow(secondary.graphqlPoints),
  }
  const content = [createWindow(secondary.contentMinute), createWindow(secondary.contentHour)]
  const bucket = createBucket(backgroundContent)
  let underWay = 0
  let paused = Number.NEGATIVE_INFINITY
  let strikes = 0

  const metersOf = ({ urgency, resource, points: cost, content: writes }: Ask): [string, Meter, number][] => [
    ['concurrent', concurrent, 1],
    [`points of ${resource}`, points[resource], cost],
    ...(writes ? content.map((meter): [string, Meter, number] => ['content', meter, 1]) : []),
    ...(writes && urgency !== 'urgent' ? [['background content', bucket, 1] as [string, Meter, number]] : []),
  ]

  function pause(asked: number | null, now: number): void {
    // Several that were under way together are told the same.
    if (now >= paused) strikes++
    const wait = asked ?? Math.min(LONGEST_PAUSE, PAUSE * 2 ** (strikes - 1))
    paused = Math.max(paused, now + Math.max(SHORTEST_PAUSE, wait))
  }

  return {
    limitsOf: (ask) => ['pause', `quota of ${ask.resource}`, ...metersOf(ask).map(([name]) => name)],
    roomFor(ask, now) {
      const rooms: [string, number][] = [
        ['pause', Math.max(now, paused)],
        [`quota of ${ask.resource}`, quotas[ask.resource].roomAt(ask.urgency, now)],
        ...metersOf(ask).map(([name, meter, cost]): [string, number] => [
          name,
          meter.roomAt(cost, ask.urgency, now),
        ]),
      ]
      return {
        at: Math.max(...rooms.map(([, at]) => at)),
        lacks: rooms.filter(([, at]) => at > now).map(([name]) => name),
      }
    },
    begin(ask, began) {
      const meters = metersOf(ask)
      for (const [, meter, cost] of meters) meter.begin(cost, began)
      const mark = quotas[ask.resource].begin()
      underWay++
      return (answer, now) => {
        underWay--
        for (const [, meter, cost] of meters) meter.end(cost, now)
        quotas[ask.resource].end(mark, answer?.quota ?? null, now)
        if (answer?.limited?.by === 'secondary') pause(answer.limited.pause, now)
        else if (answer !== null && began >= paused) strikes = 0
      }
    },
    pausedUntil: (now) => (paused > now ? paused : null),
    quota: (now) => quotas.core.view(now),
    underWay: () => underWay,
    isIdle: (now) =>
      paused <= now &&
      [concurrent, points.core, points.graphql, ...content, bucket].every((meter) => meter.isIdle(now)) &&
      quotas.core.isIdle(now) &&
      quotas.graphql.isIdle(now),
  }
}
