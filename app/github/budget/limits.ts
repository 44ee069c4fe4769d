/** Who waits for whom. `progress` is background that is out of date a moment later: it is refused instead of waiting. */
export type Urgency = 'urgent' | 'background' | 'progress'

/** How long a request waits for its turn before it fails and says when to try again. Milliseconds. */
export const PATIENCE: Record<Urgency, number> = {
  urgent: 60_000,
  // The hour after which GitHub counts anew, and some.
  background: 65 * 60_000,
  progress: 0,
}

/** `most` in any `length` (milliseconds); what is not urgent brings it to `background` only. */
export type Limit = { most: number; length: number; background: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * GitHub's documented secondary limits, for one installation:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * What is kept for urgent requests is ours: two fifths.
 */
const SECONDARY = {
  /** Under way at one time, REST and GraphQL together: a window without length. */
  concurrent: { most: 100, length: 0, background: 60 },
  /** GitHub counts them for each endpoint; all together is stricter, and needs no list of endpoints. */
  restPoints: { most: 900, length: MINUTE, background: 540 },
  graphqlPoints: { most: 2_000, length: MINUTE, background: 1_200 },
  contentMinute: { most: 80, length: MINUTE, background: 48 },
  contentHour: { most: 500, length: HOUR, background: 300 },
} as const satisfies Record<string, Limit>

/** Content in the background: 300 an hour, 15 at once. Spread out, so that no comment stands still for half an hour. */
const BACKGROUND_CONTENT = { burst: 15, every: 12_000 }

/** Of the hourly quota that GitHub's headers tell, background leaves so much alone. */
export const QUOTA_RESERVE = 0.2
/** The least that an installation has, until its headers say how much: requests an hour. */
export const LEAST_QUOTA = 5_000

export type Limits = {
  secondary: Record<keyof typeof SECONDARY, Limit>
  backgroundContent: { burst: number; every: number }
}

/** What one of so many instances of the app may use; the hourly quota they learn from GitHub's headers. */
export function limitsFor(instances: number): Limits {
  const share = (count: number) => Math.max(1, Math.floor(count / instances))
  const secondary = Object.fromEntries(
    Object.entries(SECONDARY).map(([name, { most, length, background }]) => [
      name,
      { most: share(most), length, background: share(background) },
    ]),
  ) as Limits['secondary']
  return {
    secondary,
    backgroundContent: {
      burst: share(BACKGROUND_CONTENT.burst),
      every: BACKGROUND_CONTENT.every * instances,
    },
  }
}
