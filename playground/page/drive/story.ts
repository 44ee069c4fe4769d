import type { Locator, Page } from 'playwright-core'
import type { Playground } from '../../interface/playground.ts'

export type StoryOptions = {
  page: Page
  playground: Playground
  /** "acme/shop" */
  repository: string
  maintainer: string
  /** Whom the rules ask for. */
  approver: string
  issue: { title: string; body: string }
  /** Called at every place worth a picture, of the whole page or of a part of it. */
  picture: (name: string, part?: Locator) => Promise<void>
  tell: (line: string) => void
}

/** Milliseconds for what the agent does; everything else is there at once. */
const AGENT = 60_000
const SOON = 5_000

/** What a maintainer does in the browser, from a new issue to a reviewed pull request. Throws where the page lets down. */
export async function playStory(options: StoryOptions): Promise<void> {
  const { page, playground, repository, maintainer, approver, picture, tell } = options
  const home = `${playground.url}/${repository}`
  page.setDefaultTimeout(SOON)

  await page.goto(home)
  await page.getByText('live', { exact: true }).waitFor()
  await picture('repository')

  await page.getByRole('link', { name: /^Issues/ }).click()
  await page.getByRole('link', { name: 'New issue' }).click()
  await page.getByLabel('Title').fill(options.issue.title)
  await page.getByLabel('Description').fill(options.issue.body)
  await page.getByLabel('as').selectOption(maintainer)
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: options.issue.title }).waitFor()
  tell(`${maintainer} opens an issue: ${page.url()}`)

  await page.getByText('live', { exact: true }).waitFor()
  await page.evaluate('globalThis.notReloaded = true')
  await page.getByLabel('Add a comment').fill('/agent implement')
  await page.getByLabel('as').selectOption(maintainer)
  await page.getByRole('button', { name: 'Comment' }).click()
  await page.locator('.comment .markdown', { hasText: '/agent implement' }).waitFor()
  await page.getByRole('img', { name: 'eyes' }).waitFor({ timeout: AGENT })
  tell('the comment appears, and the App reacts to it')

  const watching = await page.context().newPage()
  await watching.goto(`${home}/actions`)
  await watching.locator('.row .title').first().click({ timeout: AGENT })
  await watching.locator('#log .log-line').first().waitFor({ state: 'attached', timeout: AGENT })
  tell(`the workflow run's log is there: ${watching.url()}`)

  await page.locator('.comment a[href*="/pull/"]').first().waitFor({ timeout: AGENT })
  if ((await page.evaluate('globalThis.notReloaded')) !== true)
    throw new Error('the issue page reloaded itself')
  tell("the App's comment leads to a pull request, without a reload")
  await playground.settled()
  await page.reload()
  await picture('issue')
  await watching.close()

  const [pull] = playground.read.pullRequests(repository)
  if (!pull) throw new Error('the local GitHub has no pull request')
  const path = `${home}/pull/${pull.number}`
  await page.goto(path)
  await page.locator('.state.draft', { hasText: 'Draft' }).waitFor()
  await page.locator('.suggestion').first().waitFor()
  await picture('pull-request')

  await page.getByRole('link', { name: /^Files changed/ }).click()
  const seen = await annotationsAtTheirLines(page)
  const notes = playground.read.checkRuns(repository, pull.head.sha).flatMap((check) => check.annotations)
  const missing = notes.find((note) => !seen.includes(`${note.path}:${note.end_line}`))
  if (notes.length === 0 || missing)
    throw new Error(`no annotation stands at its line: ${JSON.stringify(missing ?? notes)}`)
  tell(`${notes.length} annotations stand at their lines: ${seen.join(', ')}`)
  await picture('files')
  await picture('annotations', page.locator('.file', { has: page.locator('.annotation') }).first())

  await page.getByRole('link', { name: /^Checks/ }).click()
  for (const name of ['agent', 'harness', 'approvals'])
    await page.locator('.check').getByRole('heading', { name, exact: true }).waitFor()
  await page.locator('.check', { hasText: 'agent' }).locator('.annotation').first().waitFor()
  await page.getByText(`Ask @${approver} for a review.`).waitFor()
  await picture('checks')

  await page.goto(path)
  await page.getByText('live', { exact: true }).waitFor()
  await page.getByLabel('as').selectOption(approver)
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.locator('.reviewer', { hasText: approver }).getByText('approved these changes').waitFor()
  await page.locator('.merge .row', { hasText: 'approvals' }).getByText('success — Approved').waitFor()
  tell(`${approver} approves, and the check run approvals is green, without a reload`)
  await picture('approved')

  await page.goto(`${home}/actions`)
  await page.locator('.row .title').first().click()
  await page.locator('.job').first().waitFor()
  await picture('workflow-run')
}

/** "src/a.ts:5" for every annotation, from where it is on the page: the line right above it. */
function annotationsAtTheirLines(page: Page): Promise<string[]> {
  return page.locator('tr.at-line .annotation').evaluateAll((boxes) =>
    boxes.map((box) => {
      let row = box.closest('tr')?.previousElementSibling
      while (row?.classList.contains('at-line')) row = row.previousElementSibling
      const line = row?.querySelectorAll('.number')[1]?.textContent
      return `${box.closest('.file')?.querySelector('.path')?.textContent}:${line}`
    }),
  )
}
