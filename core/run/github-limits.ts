/** GitHub's documented limits, each with its source. The only place where these numbers stand. */

/** https://docs.github.com/en/rest/checks/runs#update-a-check-run: 50 annotations a request, appended by updates. */
export const ANNOTATIONS_PER_REQUEST = 50
/** https://docs.github.com/en/rest/checks/runs: summary and text, each. Characters. */
export const CHECK_TEXT = 65_535
/** https://docs.github.com/en/rest/checks/runs: message 64 KB, title 255 characters. */
export const ANNOTATION_MESSAGE_BYTES = 64 * 1024
export const ANNOTATION_TITLE = 255
/** Body of a comment, issue, review or pull request: "body is too long (maximum is 65536 characters)". */
export const BODY = 65_536
/** Title of an issue or pull request: "title is too long (maximum is 256 characters)". */
export const TITLE = 256
/** https://docs.github.com/en/actions/using-workflows/workflow-syntax-for-github-actions#onworkflow_dispatchinputs */
export const DISPATCH_INPUTS = 25
export const DISPATCH_PAYLOAD = 65_535
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
export const WEBHOOK_BYTES = 25 * 1024 * 1024
/** https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks: answer within 10 s. */
export const WEBHOOK_ANSWER = 10_000
/** https://docs.github.com/en/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary */
export const STEP_SUMMARY_BYTES = 1024 * 1024
/** https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits (diff limits). */
export const DIFF_FILES = 300
