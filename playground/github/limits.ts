/**
 * GitHub's limits as GitHub enforces them. Kept apart from the product's own constants on purpose: a number that is
 * wrong there has to fail here.
 */
export const MAX_BODY = 65_536
export const MAX_TITLE = 256
/** https://docs.github.com/en/rest/checks/runs */
export const MAX_ANNOTATIONS = 50
export const MAX_CHECK_TEXT = 65_535
export const MAX_ANNOTATION_BYTES = 64 * 1024
export const MAX_ANNOTATION_TITLE = 255
/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_dispatch */
export const MAX_INPUTS = 25
export const MAX_INPUT_CHARACTERS = 65_535
/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
export const MAX_LISTED_FILES = 3000
/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export const MAX_COMPARED_FILES = 300
export const MAX_COMPARED_COMMITS = 250
/** https://docs.github.com/en/rest/git/trees#get-a-tree */
export const MAX_TREE_ENTRIES = 100_000
/** https://docs.github.com/en/rest/repos/contents#get-repository-content */
export const MAX_CONTENT_BYTES = 1024 * 1024
export const MAX_RAW_BYTES = 100 * 1024 * 1024
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
export const MAX_WEBHOOK_BYTES = 25 * 1024 * 1024
export const WEBHOOK_TIMEOUT = 10_000
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api, requests an hour. */
export const RATE_LIMITS = { installation: 5000, user: 5000, app: 5000, job: 1000, anonymous: 60 } as const
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
export const SECONDARY_LIMITS = {
  concurrent: 100,
  restPoints: 900,
  graphqlPoints: 2_000,
  contentMinute: 80,
  contentHour: 500,
} as const
/** GitHub's, or those of a story that does not want to make five thousand requests. */
export type RateLimits = { [name in keyof typeof SECONDARY_LIMITS]: number } & {
  /** Requests an hour; null: what GitHub gives who asks. */
  primary: number | null
  /** How a secondary limit is answered: GitHub does it either way. */
  secondary: { status: 403 | 429; retryAfter: boolean }
}
export const GITHUB_RATE_LIMITS: RateLimits = {
  ...SECONDARY_LIMITS,
  primary: null,
  secondary: { status: 403, retryAfter: true },
}
export const TOKEN_LIFETIME = 60 * 60 * 1000

/** Length as GitHub counts it: code points, not UTF-16 units. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
