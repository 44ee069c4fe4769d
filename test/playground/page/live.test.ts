import { expect, test } from '@jest/globals'
import { page } from '../../../playground/page/page.ts'
import { createWorld } from './world.ts'

/** The stream of one page, read as a browser would. */
async function listen(world: ReturnType<typeof createWorld>, query: string) {
  const answer = await page(world.playground).request(`http://127.0.0.1/_page/events?${query}`)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async until(count: number) {
      while (text.split('\n\n').length <= count) {
        const { value, done } = await reader.read()
        if (done) break
        text += value
      }
      return text
        .split('\n\n')
        .slice(0, -1)
        .map((block) =>
          Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2))),
        )
    },
    close: () => reader.cancel(),
  }
}

test('a page hears that something of its repository has changed, and forgets when it is closed', async () => {
  const world = createWorld()
  const stream = await listen(world, 'repository=acme/shop')
  await stream.until(1)
  await world.issue()
  expect((await stream.until(2)).map(({ event }) => event)).toEqual(['change', 'change'])
  world.log('agent', 'not of this page')
  await world.issue()
  expect((await stream.until(3)).map(({ event }) => event)).toEqual(['change', 'change', 'change'])
  expect(world.listeners.size).toBe(1)
  await stream.close()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(world.listeners.size).toBe(0)
})

test("the page of a run gets the log's next lines, each once, also after a reconnection", async () => {
  const world = createWorld()
  world.workflowRun()
  for (const line of ['one', 'two', 'three']) world.log('agent', line)
  const stream = await listen(world, 'repository=acme/shop&run=501&after=1')
  await stream.until(3)
  world.log('agent', '##[error]four')
  const events = (await stream.until(4))
    .filter(({ event }) => event === 'log')
    .map(({ id, data }) => [id, JSON.parse(data ?? '')])
  expect(events).toEqual([
    ['2', { nth: 1, job: 'agent', kind: 'line', text: 'two' }],
    ['3', { nth: 2, job: 'agent', kind: 'line', text: 'three' }],
    ['4', { nth: 3, job: 'agent', kind: 'error', text: 'four' }],
  ])
  await stream.close()
})
