import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { demo, file, repository, script } from './kit.ts'

const whole = 60_000

test(
  'the built-in story: a layer and a rule of the tree break and are mended, and a colleague approves what is protected',
  async () => {
    const told = await demo('--json')
    expect(told.verdict).toMatch(
      /^demo ok: http:\S+\/acme\/shop\/pull\/2, check run agent: action_required, 2 annotations, [\d.]+ s$/,
    )
    expect(told.code).toBe(0)

    const { pullRequest, checkRuns, reviews, comments } = told.result!
    expect(pullRequest).toMatchObject({
      draft: true,
      base: 'main',
      title: 'Take discount codes at the checkout',
    })
    expect(pullRequest?.files.map(({ path }) => path)).toContain('src/billing/invoice.js')
    expect(pullRequest?.body).toContain('`docs/billing.md`')
    expect(pullRequest?.body).toContain('| ✅ | New behaviour has a test that fails without the change |')

    const log = told.events.flatMap((event) => (event.type === 'log' ? [event.line] : []))
    const at = (words: RegExp) => log.findIndex((line) => words.test(line))
    expect(log[at(/^error layers\/orders/)]).toContain(
      'fix: Return cents; the page that shows them formats them.',
    )
    expect(log[at(/^error no-clock/)]).toContain('fix: Take `today` as an argument')
    // Both before the model speaks again, and neither after it has.
    const heard = at(/^turn 3 /)
    expect([at(/^turn 2 /) < at(/^error layers/), at(/^error no-clock/) < heard]).toEqual([true, true])
    expect(log.slice(heard).filter((line) => /layers\/|no-clock/.test(line))).toEqual([])

    expect(checkRuns.map(({ name, headSha, conclusion }) => [name, headSha, conclusion])).toEqual([
      ['agent', pullRequest?.headSha, 'action_required'],
      ['harness', pullRequest?.headSha, 'success'],
      ['approvals', pullRequest?.headSha, 'success'],
    ])
    for (const { annotations } of checkRuns.slice(0, 2))
      expect(annotations).toContainEqual(
        expect.objectContaining({
          path: 'src/orders/discount.js',
          annotation_level: 'warning',
          title: expect.stringContaining('strict-equality'),
        }),
      )
    expect(checkRuns[1]?.output.summary).toContain('`layers`')

    expect(reviews).toMatchObject([
      { actor: 'reins[bot]', state: 'COMMENTED', commitId: pullRequest?.headSha },
      { actor: 'grace', state: 'APPROVED', commitId: pullRequest?.headSha, comments: [] },
    ])
    const suggestion = reviews[0]?.comments.find((comment) => comment.body.includes('```suggestion'))
    expect(suggestion?.body).toContain('  if (code === undefined) return null')

    expect(comments.map((comment) => comment.actor)).toEqual(['ada', 'reins[bot]'])
    expect(comments[0]?.reactions).toEqual([{ actor: 'reins[bot]', content: 'eyes' }])
  },
  whole,
)

test(
  'whoever watches reads who is missing and who approved, in lines of 80 columns',
  async () => {
    const { lines } = await demo()
    const told = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('── pull request')),
    )
    expect(told.filter((line) => [...line].length > 80)).toEqual([])
    const from = told.findIndex((line) => /^check run approvals on \w{7}: action_required/.test(line))
    expect(told.slice(from, from + 3)).toEqual([
      expect.stringMatching(/, 0 annotations$/),
      '    0 of 1 approval given: ask @grace',
      '    Ask `@grace` for a review.',
    ])
    const approved = told.indexOf('grace reviews #2: APPROVED, 0 comments')
    expect(approved).toBeGreaterThan(from)
    const after = told.slice(approved).join('\n')
    expect(after).toMatch(/^check run approvals on \w{7}: success, 0 annotations\n {4}Approved$/m)
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
