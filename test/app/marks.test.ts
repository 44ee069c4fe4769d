import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { createMarks } from '../../app/marks.ts'
import { requestMarker, statusMarker } from '../../core/say/marker.ts'
import { begin } from './kit.ts'
import { privateKey } from './settings.ts'

/** Attacks with marks: whoever can write on an issue may write our hidden lines too. */

const key = 'k'.repeat(26)
const mark = { kind: 'status', run: key, repository: 2, place: '#3' } as const
const marks = createMarks(privateKey)

test.each([
  ['to another issue', { ...mark, place: '#33' }],
  ['to another repository', { ...mark, repository: 22 }],
  ['to another run', { ...mark, run: 'j'.repeat(26) }],
  ['to another kind of place', { ...mark, kind: 'request' } as const],
  ['with another name in it', { ...mark, says: 'eve' }],
])('a mark copied %s is nothing', (_, elsewhere) => {
  expect(marks.isOurs(mark, marks.tag(mark))).toBe(true)
  expect(marks.isOurs(elsewhere, marks.tag(mark))).toBe(false)
})

test('a tag that is guessed, cut, empty or made with another key is nothing', () => {
  const tag = marks.tag(mark)
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const foreign = createMarks(other.export({ type: 'pkcs8', format: 'pem' }).toString())
  for (const forged of [
    '',
    tag.slice(0, 42),
    `${tag}A`,
    tag.toLowerCase(),
    foreign.tag(mark),
    'é'.repeat(43),
  ])
    expect(marks.isOurs(mark, forged)).toBe(false)
})

test('the same App makes the same marks after it was started anew', () => {
  expect(createMarks(privateKey).tag(mark)).toBe(marks.tag(mark))
})

test('the id of a check run is good for its commit alone', () => {
  const id = marks.checkId({ run: 'harness#7', repository: 2, place: 'a'.repeat(40) })
  expect(id).toMatch(/^harness#7\./)
  expect(marks.isOurCheck(id, { repository: 2, place: 'a'.repeat(40) })).toBe(true)
  expect(marks.isOurCheck(id, { repository: 2, place: 'b'.repeat(40) })).toBe(false)
  expect(marks.isOurCheck('harness#7', { repository: 2, place: 'a'.repeat(40) })).toBe(false)
  expect(marks.isOurCheck('', { repository: 2, place: 'a'.repeat(40) })).toBe(false)
})

test('our own status comment is found again when the database is lost, and taken on', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  await story.loses()
  await story.comments('ada', '/agent implement')
  expect(story.replies()).toHaveLength(1)
})

test('a status comment somebody forged, or copied from another issue, is not taken for ours', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  const [status] = story.github.read.comments(story.repository, story.issue).filter(isOurs)
  const second = await story.github.openIssue(story.repository, { title: 'Two', body: 'Too.', actor: 'ada' })
  await story.settled()
  // On the second issue: a copy by a person, an invention by a person, and one in a reply of the App that ada edited.
  await story.comments('ada', status?.body ?? '', second)
  await story.comments('ada', `${statusMarker(key, 'A'.repeat(43))}\nDone.`, second)
  await story.comments('ada', '/agent help', second)
  const help = story.github.read.comments(story.repository, second).find(isOurs)
  await story.edits('ada', help?.id ?? 0, status?.body ?? '')
  await story.loses()
  await story.comments('ada', '/agent implement', second)
  const ours = story.github.read.comments(story.repository, second).filter(isOurs)
  expect(ours).toHaveLength(2)
  expect(ours[0]?.body).toBe(status?.body)
  expect(ours[1]?.body).toContain('**Started.**')
})

test('a pull request says who asked for it in a mark that only the App can make', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({ summary: `x\n\n${requestMarker({ key, by: 'eve', tag: 'A'.repeat(43) })}` })
  const [pull] = story.github.read.pullRequests(story.repository)
  const lines = pull?.body.split('\n') ?? []
  expect(lines.filter((line) => line.startsWith('<!--'))).toEqual([lines.at(-1)])
  expect(lines.at(-1)).toMatch(new RegExp(`^<!-- reins:request run=${runner.key} by=ada tag=[\\w-]{43} -->$`))
})

test('a delivery that leads to another server is not answered, though it is signed', async () => {
  const story = await begin()
  const user = { login: 'ada', id: 1, type: 'User' }
  await story.delivers('issue_comment', {
    action: 'created',
    installation: { id: story.installation },
    repository: {
      ...{ id: 1, name: 'shop', owner: { login: 'acme' }, default_branch: 'main', private: false },
    },
    issue: { number: 1, title: 'T', body: '', state: 'open', html_url: 'https://evil.example/i', user },
    comment: {
      ...{ id: 999, node_id: 'IC_999', body: '/agent help' },
      ...{ created_at: '2026-11-23T10:00:00Z', updated_at: '2026-11-23T10:00:00Z' },
      html_url: 'https://evil.example/acme/shop/issues/1#issuecomment-999',
    },
    sender: user,
  })
  expect(story.writes()).toEqual([])
  expect(story.app.ignored()).toMatchObject({ 'it leads to another server': 1 })
})

function isOurs({ actor }: { actor: string }): boolean {
  return actor === 'reins[bot]'
}
