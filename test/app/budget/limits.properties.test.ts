import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Answer, type Ask, createAccount } from '../../../app/github/budget/account.ts'
import { createLane } from '../../../app/github/budget/lane.ts'
import { limitsFor, PATIENCE, type Urgency } from '../../../app/github/budget/limits.ts'
import { createTurnedClock } from './clock.ts'

/** Whatever is asked for, in whatever order, and however long GitHub takes. */

const MINUTE = 60_000
const HOUR = 3_600_000
const URGENCIES: Urgency[] = ['urgent', 'background', 'progress']

/** Small enough that a story of some hundred requests meets them. */
const LIMITS = {
  secondary: {
    concurrent: { most: 6, length: 0, background: 4 },
    restPoints: { most: 40, length: MINUTE, background: 24 },
    graphqlPoints: { most: 60, length: MINUTE, background: 36 },
    contentMinute: { most: 5, length: MINUTE, background: 3 },
    contentHour: { most: 20, length: HOUR, background: 12 },
  },
  backgroundContent: { burst: 2, every: 12_000 },
}

type Wish = { after: number; ask: Ask; takes: number; counted: number }
const wishes = fc.array(
  fc.record({
    after: fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat(90_000)),
    takes: fc.integer({ min: 1, max: 30_000 }),
    /** When GitHub counts it, between its start and its answer. */
    counted: fc.double({ min: 0, max: 1, noNaN: true }),
    ask: fc
      .record({
        urgency: fc.constantFrom(...URGENCIES),
        resource: fc.constantFrom('core' as const, 'graphql' as const),
        writes: fc.boolean(),
        people: fc.boolean(),
      })
      .map(
        ({ urgency, resource, writes, people }): Ask => ({
          urgency,
          resource,
          points: writes ? 5 : 1,
          content: writes && people,
        }),
      ),
  }),
  { minLength: 1, maxLength: 200 },
)

type Told = {
  wish: Wish
  asked: number
  started: number | null
  refused: number | null
  counted: number
  order: number
}

/** Plays the wishes against a GitHub that answers each after its time. `answerOf` says what. */
function play(all: Wish[], answerOf: (told: Told, now: number, sofar: Told[]) => Answer = () => OK): Told[] {
  const clock = createTurnedClock()
  const lane = createLane(createAccount(LIMITS), clock)
  let order = 0
  const story: Told[] = []
  let at = 0
  for (const wish of all) {
    at += wish.after
    clock.turnTo(at)
    const told: Told = { wish, asked: at, started: null, refused: null, counted: 0, order: 0 }
    story.push(told)
    lane.enter({
      ask: wish.ask,
      deadline: at + PATIENCE[wish.ask.urgency],
      start(end) {
        told.started = clock.now()
        told.order = order++
        told.counted = clock.now() + wish.takes * wish.counted
        clock.after(wish.takes, () => end(answerOf(told, clock.now(), story)))
      },
      refuse(after) {
        expect(after).toBeGreaterThanOrEqual(0)
        told.refused = clock.now()
      },
    })
  }
  clock.turnTo(at + 3 * HOUR)
  expect(lane.waiting()).toEqual({ urgent: 0, background: 0 })
  return story
}

const OK: Answer = { quota: null, limited: null }
const started = (story: Told[]) => story.filter((told) => told.started !== null)

/** The most that any window of this length sees; between two counted requests nothing changes. */
function mostIn(events: { at: number; cost: number }[], length: number): number {
  return Math.max(
    0,
    ...events.map(({ at: from }) =>
      events.filter(({ at }) => at >= from && at < from + length).reduce((sum, { cost }) => sum + cost, 0),
    ),
  )
}

function seen(story: Told[], which: (ask: Ask) => boolean, cost: (ask: Ask) => number) {
  return started(story)
    .filter(({ wish }) => which(wish.ask))
    .map(({ wish, counted }) => ({ at: counted, cost: cost(wish.ask) }))
}

describe('no window of GitHub’s sees more than it allows', () => {
  const { secondary, backgroundContent } = LIMITS
  test('points, content, requests under way', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const story = play(all)
        const points = (resource: string) =>
          mostIn(
            seen(
              story,
              (ask) => ask.resource === resource,
              (ask) => ask.points,
            ),
            MINUTE,
          )
        expect(points('core')).toBeLessThanOrEqual(secondary.restPoints.most)
        expect(points('graphql')).toBeLessThanOrEqual(secondary.graphqlPoints.most)
        const content = seen(
          story,
          (ask) => ask.content,
          () => 1,
        )
        expect(mostIn(content, MINUTE)).toBeLessThanOrEqual(secondary.contentMinute.most)
        expect(mostIn(content, HOUR)).toBeLessThanOrEqual(secondary.contentHour.most)
        for (const { started: from } of started(story)) {
          const underWay = started(story).filter(
            (other) =>
              (other.started as number) <= (from as number) &&
              (other.started as number) + other.wish.takes > (from as number),
          )
          expect(underWay.length).toBeLessThanOrEqual(secondary.concurrent.most)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('and the background leaves room', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const story = play(all)
        const calm = (ask: Ask) => ask.content && ask.urgency !== 'urgent'
        const content = seen(story, calm, () => 1)
        expect(mostIn(content, HOUR)).toBeLessThanOrEqual(secondary.contentHour.background)
        const begun = started(story)
          .filter(({ wish }) => calm(wish.ask))
          .map(({ started: at }) => ({ at: at as number, cost: 1 }))
        const { burst, every } = backgroundContent
        for (const length of [every, 5 * every, 20 * every])
          expect(mostIn(begun, length)).toBeLessThanOrEqual(burst + length / every)
      }),
      { numRuns: 60 },
    )
  })
})

test('every request starts or is refused within its patience, and progress at once', () => {
  fc.assert(
    fc.property(wishes, (all) => {
      for (const { wish, asked, started: at, refused } of play(all)) {
        expect((at === null) !== (refused === null)).toBe(true)
        expect((at ?? refused ?? 0) - asked).toBeLessThanOrEqual(PATIENCE[wish.ask.urgency])
      }
    }),
    { numRuns: 60 },
  )
})

test('urgent requests are never behind the background, and equal ones keep their order', () => {
  fc.assert(
    fc.property(wishes, (all) => {
      const story = play(all)
      const same = (a: Ask, b: Ask) =>
        a.resource === b.resource && a.points === b.points && a.content === b.content
      for (const late of started(story)) {
        // Whatever waited when this one started, wanted the same and came before it, or is more urgent.
        const overtaken = story.filter(
          (other) =>
            other !== late &&
            same(other.wish.ask, late.wish.ask) &&
            other.asked <= (late.started as number) &&
            story.indexOf(other) < story.indexOf(late) &&
            (other.wish.ask.urgency === 'urgent' || other.wish.ask.urgency === late.wish.ask.urgency) &&
            (other.started === null ? (other.refused as number) : (other.started as number)) >
              (late.started as number),
        )
        expect(overtaken).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})

test('an idle installation never waits', () => {
  fc.assert(
    fc.property(wishes, (all) => {
      // One at a time, an hour apart.
      const calm = all.slice(0, 40).map((wish) => ({ ...wish, after: 2 * HOUR }))
      for (const { asked, started: at } of play(calm)) expect(at).toBe(asked)
    }),
    { numRuns: 20 },
  )
})

describe('GitHub’s own word', () => {
  test('nothing starts while an installation is paused, and everything goes on after it', () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 0, max: 90_000 }), fc.nat(30), (all, pause, nth) => {
        const pauses: { from: number; until: number }[] = []
        const story = play(all, (told, now) => {
          if (told.order !== nth) return OK
          pauses.push({ from: now, until: now + pause })
          return { quota: null, limited: { by: 'secondary', pause } }
        })
        // A start at the very moment of the answer came before it.
        for (const { from, until } of pauses)
          for (const { started: at } of started(story))
            expect((at as number) <= from || (at as number) >= until).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the hourly quota is never overdrawn, however the answers are mixed up', () => {
    const QUOTA = 25
    const hourOf = ({ counted }: Told) => Math.floor(counted / HOUR)
    fc.assert(
      fc.property(wishes, (all) => {
        const reads = all.map((wish) => ({
          ...wish,
          ask: { ...wish.ask, resource: 'core' as const, points: 1, content: false },
        }))
        const story = play(reads, (told, _, sofar) => {
          const used = started(sofar).filter(
            (one) => hourOf(one) === hourOf(told) && one.counted <= told.counted,
          )
          const quota = { limit: QUOTA, remaining: QUOTA - used.length, reset: (hourOf(told) + 1) * HOUR }
          return { quota, limited: null }
        })
        const hours = Map.groupBy(started(story), hourOf)
        for (const asked of hours.values()) expect(asked.length).toBeLessThanOrEqual(QUOTA)
      }),
      { numRuns: 60 },
    )
  })

  test('what the background leaves of an hour is there for what is urgent, and the next hour begins anew', () => {
    const account = createAccount(LIMITS)
    const ask = { urgency: 'background', resource: 'core', points: 1, content: false } as const
    const told = { limit: 5_000, remaining: 1_000, reset: 10 * MINUTE }
    account.begin(ask, 0)({ quota: told, limited: null }, 0)
    expect(account.roomFor(ask, 0)).toEqual({ at: 10 * MINUTE, lacks: ['quota of core'] })
    expect(account.roomFor({ ...ask, urgency: 'urgent' }, 0)).toEqual({ at: 0, lacks: [] })
    expect(account.roomFor({ ...ask, resource: 'graphql' }, 0).at).toBe(0)
    expect(account.quota(0)).toEqual(told)
    expect(account.roomFor(ask, 10 * MINUTE).at).toBe(10 * MINUTE)
  })

  test('a limit without a time is waited for ever longer, until a request goes through', () => {
    const account = createAccount(LIMITS)
    const ask = { urgency: 'urgent', resource: 'core', points: 1, content: false } as const
    const limited = { quota: null, limited: { by: 'secondary', pause: null } } as const
    const pauses: number[] = []
    let now = 0
    for (let times = 0; times < 6; times++) {
      const ends = [account.begin(ask, now), account.begin(ask, now)]
      for (const end of ends) end(limited, now)
      pauses.push((account.pausedUntil(now) as number) - now)
      now = account.pausedUntil(now) as number
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 16].map((minutes) => minutes * MINUTE))
    account.begin(ask, now)(OK, now)
    account.begin(ask, now)(limited, now)
    expect((account.pausedUntil(now) as number) - now).toBe(MINUTE)
  })
})

test('several instances together stay below what one may use', () => {
  const alone = limitsFor(1)
  for (const instances of [2, 3, 7, 50]) {
    const each = limitsFor(instances)
    for (const [name, { most, background }] of Object.entries(each.secondary)) {
      const whole = alone.secondary[name as keyof typeof alone.secondary]
      expect(most * instances).toBeLessThanOrEqual(whole.most)
      expect(background).toBeLessThanOrEqual(Math.max(1, most))
    }
    // A write has to fit in at all.
    expect(each.secondary.restPoints.background).toBeGreaterThanOrEqual(5)
  }
})
