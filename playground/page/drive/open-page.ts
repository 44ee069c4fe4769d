import type { Browser, Page } from 'playwright-core'

/** One tab that notes what a person would see in the developer tools: errors, refused content, addresses elsewhere. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(`error in the page: ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) troubles.push(`asks ${request.url()}`)
  })
  return { page: await context.newPage(), troubles }
}
