import { describe, expect, test } from '@jest/globals'
import { begin, HARNESS, type Story } from './kit.ts'

/** Files of rules that extend others, and labels: whatever holds in a run only narrows what stands above it. */

const FILE = '.github/agent.yml'
const BASE = 'agent-base.yml'

/** acme/.github has `text`, and Reins is installed on it; acme/shop extends it and says `own` as well. */
async function extending(
  text: string,
  own = HARNESS,
  { private: hidden = false, install = true } = {},
): Promise<{ story: Story; sha: string }> {
  const story = await begin()
  const sha = await story.github.repository('acme', '.github', { [BASE]: text }, { private: hidden })
  if (install) await story.github.install(story.registered, ['acme/.github'])
  await pin(story, `acme/.github//${BASE}@${sha}`, own)
  return { story, sha }
}

async function pin(story: Story, entry: string, own = HARNESS): Promise<void> {
  const files = { [FILE]: own.replace('version: 1\n', `version: 1\nextends: ['${entry}']\n`) }
  await story.github.commit(story.repository, { message: 'Extend', files, actor: 'ada' })
  await story.settled()
}

/** Asked for a run, the app says why not, once, and starts nothing. */
async function refusal(story: Story, issue = story.issue): Promise<string> {
  await story.comments('ada', '/agent implement', issue)
  expect(story.github.read.workflowRuns(story.repository)).toEqual([])
  const replies = story.replies(issue)
  expect(replies).toHaveLength(1)
  return replies[0] ?? ''
}

const readsOfParent = (story: Story) =>
  story.github.requests().filter(({ path, body }) => {
    const named = (body as { variables?: { repo?: string } } | null)?.variables?.repo === '.github'
    return named || path.startsWith('/repos/acme/.github')
  }).length

describe('A file that others extend', () => {
  test('holds in the run, with what the repository says itself; a second run reads it no more', async () => {
    const { story } = await extending(
      'version: 1\nlimits: { cost: 1 USD }\nscope: { deny: [vendor/**] }\nchecks: [npm run lint]\n',
    )
    const runner = await story.running()
    expect(runner.assignment?.limits.cost).toBe(1)
    expect(runner.assignment?.harness).toMatchObject({
      limits: { cost: 1 },
      scope: { write: ['src/**', 'test/**'], deny: ['vendor/**'] },
      checks: [{ name: 'lint' }, { name: 'test' }],
    })
    await runner.report()
    const before = readsOfParent(story)
    expect(before).toBe(3)
    await story.running()
    expect(readsOfParent(story)).toBe(before)
  })

  test('says who may start runs, and how commands begin', async () => {
    const { story } = await extending('version: 1\ntriggers: { who: maintain, command: /bot }\n')
    await story.comments('ada', '/bot implement')
    expect(story.replies()).toEqual([expect.stringContaining('needs maintain permission')])
    await story.comments('bob', '/bot implement')
    expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
    await story.comments('ada', '/agent status')
    expect(story.replies()).toHaveLength(2)
  })

  test('is not widened: the refusal shows both lines', async () => {
    const { story, sha } = await extending(
      'version: 1\nlimits:\n  cost: 1 USD\n',
      `${HARNESS}limits: { cost: 2 USD }\n`,
    )
    const reply = await refusal(story)
    expect(reply).toContain(`\`${FILE}:14:17\``)
    expect(reply).toContain(
      `\`limits.cost\`: 2 USD is more than the 1 USD of acme/.github//${BASE}@${sha.slice(0, 7)}:3:9; write 1 USD or less`,
    )
  })

  test.each([
    [
      'is broken',
      'version: 1\nchekcs: []\n',
      ':2:1: "chekcs" is not a known key; did you mean `checks`?; mend it there and pin the commit that does',
    ],
    ['is no text', 'version: 1\0', 'are no text, or too many of it'],
    ['is too large', `version: 1\n${'# '.repeat(40_000)}`, 'bytes; at most 65536 are read'],
    [
      'extends a file itself',
      `version: 1\nextends: [acme/x//y.yml@${'a'.repeat(40)}]\n`,
      'a file that others extend cannot extend files itself',
    ],
  ])('that %s is refused at the line that names it', async (_, text, sentence) => {
    const { story } = await extending(text)
    const reply = await refusal(story)
    expect(reply).toContain(`\`${FILE}:2:11\``)
    expect(reply.replaceAll('\\', '')).toContain(sentence)
  })

  test('of a private repository shows none of its words in a public one', async () => {
    const { story } = await extending('version: 1\nsecret: 1\n', HARNESS, { private: true })
    const reply = await refusal(story)
    expect(reply).toContain(':2:1: a mistake stands here')
    expect(reply).not.toContain('secret')
  })

  test('is read only where the App is installed, and is told apart from what is not there', async () => {
    const { story, sha } = await extending('version: 1\n', HARNESS, { install: false })
    expect(await refusal(story)).toContain('the App cannot read acme/.github; install the App on it')
    await story.github.install(story.registered, ['acme/.github'])
    await pin(story, `acme/.github//other.yml@${sha}`)
    await story.comments('ada', '/agent implement')
    expect(story.replies().at(-1)).toContain(`acme/.github has no file other.yml at ${sha.slice(0, 7)}`)
    await pin(story, `acme/.github//${BASE}@${sha}`)
    await story.comments('ada', '/agent implement')
    expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
  })

  test('is kept for one installation only', async () => {
    const { story } = await extending('version: 1\n')
    await story.comments('ada', '/agent help')
    const repositories = ['acme/shop', 'acme/.github']
    const first = await story.github.install(story.registered, repositories)
    await story.github.uninstall(first, repositories)
    expect(await story.github.install(story.registered, repositories)).not.toBe(first)
    await story.settled()
    const before = readsOfParent(story)
    await story.comments('ada', '/agent help')
    expect(readsOfParent(story)).toBe(before + 3)
  })

  test('of another owner is refused, also where the App is installed', async () => {
    const story = await begin()
    const sha = await story.github.repository('mallory', 'rules', { [BASE]: 'version: 1\n' })
    await story.github.install(story.registered, ['mallory/rules'])
    await pin(story, `mallory/rules//${BASE}@${sha}`)
    expect(await refusal(story)).toContain('belongs to another owner')
    expect(story.github.requests().filter(({ path }) => path.startsWith('/repos/mallory'))).toEqual([])
  })

  test('that only a fork or a branch has is refused: its commit could be anybody’s', async () => {
    const { story } = await extending('version: 1\nlimits: { cost: 1 USD }\n')
    const fork = await story.github.fork('acme/.github', 'mallory')
    const files = { [BASE]: 'version: 1\n' }
    const forged = await story.github.commit(fork, {
      branch: 'wide',
      message: 'Wider',
      files,
      actor: 'mallory',
    })
    const opened = await fetch(`${story.github.apiUrl}/repos/acme/.github/pulls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${story.github.token('mallory')}` },
      body: JSON.stringify({ title: 'Wider', head: 'mallory:wide', base: 'main' }),
    })
    expect(opened.status).toBe(201)
    // The commit can be read through the repository it was never merged into.
    expect(await story.github.read.file('acme/.github', forged, BASE)).toBe('version: 1\n')
    await pin(story, `acme/.github//${BASE}@${forged}`)
    const sentence = (sha: string) =>
      `the commit ${sha.slice(0, 7)} is not on main of acme/.github, so anybody with a fork could have made it; pin a commit that is on main`
    expect(await refusal(story)).toContain(sentence(forged))
    await pin(story, `acme/.github//${BASE}@${'0'.repeat(40)}`)
    await story.comments('ada', '/agent implement')
    expect(story.replies().at(-1)).toContain(sentence('0'.repeat(40)))
  })

  test('does not take our trouble for its own', async () => {
    const { story } = await extending('version: 1\n')
    story.github.fail({ method: 'GET', path: /\/repos\/acme\/\.github$/ }, { status: 500 }, 3 * 5)
    expect(await refusal(story)).toContain('Something went wrong on our side')
  })
})

describe('Labels and the role', () => {
  const LABELLED = `${HARNESS}tasks:
  labels:
    area/ui: { write: [src/ui/**, test/ui/**], deny: [src/ui/old/**], read: [docs/ui.md] }
    area/api: { write: [src/api/**] }
agents:
  implementer: { model: other, scope: { protect: [src/ui/core/**] } }
`
  const labelled = async (labels: string[]) => {
    const story = await begin({ files: { [FILE]: LABELLED } })
    const issue = await story.github.openIssue(story.repository, {
      ...{ title: 'UI', body: 'Nicer.', actor: 'ada' },
      labels,
    })
    return { story, issue }
  }

  test('narrow what the run may touch, and choose its model', async () => {
    const { story, issue } = await labelled(['bug', 'Area/UI'])
    await story.comments('ada', '/agent implement', issue)
    const runner = story.runner()
    await runner.claim()
    expect(runner.assignment?.harness).toMatchObject({
      scope: {
        write: ['src/ui/**', 'test/ui/**'],
        deny: ['src/ui/old/**'],
        protect: ['src/ui/core/**'],
      },
      context: { always: expect.arrayContaining(['docs/ui.md']) },
    })
    expect(runner.assignment?.model.name).toBe('gpt-5.4-mini')
    const { body } = await runner.report({ title: 'Nicer' })
    // src/cart.js is within the file's scope, not within the label's.
    expect(body.conclusion).not.toBe('success')
  })

  test('say nothing where the issue has none of them', async () => {
    const { story, issue } = await labelled([])
    await story.comments('ada', '/agent implement', issue)
    const runner = story.runner()
    await runner.claim()
    expect(runner.assignment?.harness.scope).toMatchObject({ write: ['src/**', 'test/**'], deny: [] })
  })

  test('two that have nothing in common leave nothing, never everything', async () => {
    const { story, issue } = await labelled(['area/ui', 'area/api'])
    const reply = await refusal(story, issue)
    expect(reply).toContain(`the label \`area/ui\` (\`${FILE}:15:24\`): \`src/ui/**\` and \`test/ui/**\``)
    expect(reply).toContain(`the label \`area/api\` (\`${FILE}:16:25\`): \`src/api/**\``)
    expect(reply).toContain('Take a label off this issue')
  })
})
