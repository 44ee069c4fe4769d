import { afterAll } from '@jest/globals'
import { startModelServer } from '../../playground/model/start-model-server.ts'
import { begin, type Story } from './kit.ts'
import { finding, type Runner, write } from './runner.ts'

/** What people and agents say in it; nothing of this may be seen where it does not belong. */
export const CANARIES = {
  title: 'canarytitle',
  body: 'canarybody',
  comment: 'canarycomment',
  branch: 'canarybranch',
  file: 'canaryfile',
  said: 'canarysaid',
  summary: 'canarysummary',
  finding: 'canaryfinding',
  prompt: 'canaryprompt',
}

const providers: { close: () => Promise<void> }[] = []
afterAll(async () => {
  for (const one of providers) await one.close()
})

type Scene = Parameters<typeof begin>[0]

/** Somebody asks, a runner claims, asks a model, tells of it, reports; the app publishes. And somebody asks for nonsense. */
export async function aWholeStory(scene: Scene = {}): Promise<{ story: Story; runner: Runner }> {
  const provider = await startModelServer({
    script: [{ say: 'one' }],
    models: ['gpt-5.5'],
    apiKey: 'sk-operator',
  })
  providers.push(provider)
  const story = await begin({
    ...scene,
    issue: { title: `Add ${CANARIES.title}`, body: `Please: ${CANARIES.body}`, actor: 'ada' },
    variables: { OPENAI_BASE_URL: `${provider.url}/v1`, ...scene?.variables },
  })
  await story.comments('eve', `/agent implement ${CANARIES.comment}`)
  await story.comments('ada', `/agent ${CANARIES.comment}`)
  await story.comments('ada', `just ${CANARIES.comment}`)
  await story.comments('ada', `/agent implement ${CANARIES.comment}`)
  const runner = story.runner()
  const claimed = await runner.claim()
  if (claimed.status !== 200) throw new Error(JSON.stringify(claimed))
  await ask(story, runner)
  const usage = { requests: 1, inputTokens: 10, cachedTokens: 0, outputTokens: 1, cost: 0.01 }
  await runner.events({ type: 'turn', turn: 1, say: CANARIES.said, calls: [], usage })
  await runner.report({
    title: `Do ${CANARIES.title}`,
    summary: CANARIES.summary,
    findings: [finding(1, { message: CANARIES.finding })],
    changes: [write('src/cart.js', 'export const total = 1\n'), newFile(`src/${CANARIES.file}.js`)],
  })
  await story.settled()
  return { story, runner }
}

function newFile(path: string) {
  return { ...write(path, 'export const one = 1\n'), created: true, removed: 0 }
}

async function ask(story: Story, runner: Runner): Promise<void> {
  const answer = await fetch(`${story.app.url}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${runner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ model: 'gpt-5.5', stream: true, store: false, max_output_tokens: 1_000 },
      input: [{ role: 'user', content: CANARIES.prompt }],
    }),
  })
  const text = await answer.text()
  if (!text.includes('response.completed')) throw new Error(text)
}
