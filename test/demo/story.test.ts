import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { demo, file, repository, script } from './kit.ts'

const whole = 60_000

test(
  'the built-in story: a rule and a test break, both are mended, a warning remains as a suggestion',
  async () => {
    const told = await demo('--json')
    expect(told.verdict).toMatch(
      /^demo ok: http:\S+\/acme\/shop\/pull\/2, check run agent: success, \d+ annotations, [\d.]+ s$/,
    )
    expect(told.code).toBe(0)

    const { pullRequest, checkRuns, reviews, comments } = told.result!
    expect(pullRequest).toMatchObject({
      draft: true,
      base: 'main',
      title: "Take discount codes off the cart's total",
    })
    expect(pullRequest?.files.map(({ path, status }) => [path, status])).toEqual([
      ['src/cart.js', 'modified'],
      ['test/cart.test.js', 'modified'],
    ])
    const log = told.events.flatMap((event) => (event.type === 'log' ? [event.line] : []))
    expect(log.join('\n')).toContain('no-console')

    const agent = checkRuns.filter((check) => check.name === 'agent')
    expect(agent).toHaveLength(1)
    expect(agent[0]).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      headSha: pullRequest?.headSha,
    })
    expect(agent[0]?.annotations).toContainEqual(
      expect.objectContaining({
        path: 'src/cart.js',
        annotation_level: 'warning',
        title: expect.stringContaining('strict-equality'),
      }),
    )
    expect(reviews).toHaveLength(1)
    expect(reviews[0]?.state).toBe('COMMENTED')
    const suggestion = reviews[0]?.comments.find((comment) => comment.body.includes('```suggestion'))
    expect(suggestion?.body).toContain('  if (code === undefined) return 0')

    expect(comments.map((comment) => comment.actor)).toEqual(['ada', 'reins[bot]'])
    expect(comments[0]?.reactions).toEqual([{ actor: 'reins[bot]', content: 'eyes' }])
  },
  whole,
)

test(
  'a repository of your own without any rules file: its checks are detected, and it is left untouched',
  async () => {
    const path = repository({
      'package.json': JSON.stringify({ name: 'greet', type: 'module', scripts: { test: 'node --test' } }),
      'greet.js': 'export const greet = (name) => `Hello ${name}`\n',
      'greet.test.js':
        "import { test } from 'node:test'\nimport assert from 'node:assert'\nimport { greet } from './greet.js'\ntest('greets', () => assert.match(greet('Ada'), /Ada/))\n",
    })
    const before = execFileSync('git', ['-C', path, 'for-each-ref'], { encoding: 'utf8' })
    const patch =
      '*** Begin Patch\n*** Update File: greet.js\n@@\n-export const greet = (name) => `Hello ${name}`\n+export const greet = (name) => `Grüß Gott, ${name}`\n*** End Patch'
    const told = await demo(
      '--json',
      '--repo',
      path,
      '--issue',
      file('issue.md', '# Greet as people do in the Alps\n\nPlease.\n'),
      '--script',
      script([
        { say: 'Ändern', call: [{ name: 'apply_patch', arguments: { patch } }] },
        {
          call: [
            {
              name: 'finish',
              arguments: { outcome: 'done', title: 'Greet politely', summary: 'Says Grüß Gott.' },
            },
          ],
        },
      ]),
    )
    expect(told.verdict).toMatch(/^demo ok: .*check run agent: success, 0 annotations/)
    expect(told.result?.issue.title).toBe('Greet as people do in the Alps')
    expect(told.result?.pullRequest?.files).toEqual([
      expect.objectContaining({
        path: 'greet.js',
        status: 'modified',
        patch: expect.stringContaining('+export const greet = (name) => `Grüß Gott, ${name}`'),
      }),
    ])
    expect(told.result?.pullRequest?.body).toContain('npm test')
    expect(execFileSync('git', ['-C', path, 'for-each-ref'], { encoding: 'utf8' })).toBe(before)
    expect(execFileSync('git', ['-C', path, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('')
  },
  whole,
)

test(
  'a change outside the scope is refused, and nothing is pushed',
  async () => {
    const told = await demo(
      '--json',
      '--script',
      script([
        { call: [{ name: 'shell', arguments: { command: 'echo "{}" > package.json' } }] },
        {
          call: [{ name: 'finish', arguments: { outcome: 'done', title: 'Empty it', summary: 'Emptied.' } }],
        },
      ]),
    )
    expect(told.verdict).toMatch(/^demo failed: no pull request; check run agent: failure/)
    expect(told.result?.pullRequest).toBeNull()
    expect(told.result?.comments.at(-1)?.body).toContain('package.json')
  },
  whole,
)
