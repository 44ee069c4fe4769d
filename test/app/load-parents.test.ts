import { expect, test } from '@jest/globals'
import { type LoadParents, onlyKnown } from '../../app/commands/load-parents.ts'

test('a pull request from a fork reads nothing that the base does not extend', async () => {
  const read: string[] = []
  const load: LoadParents = async (entries) => {
    read.push(...entries)
    return entries.map((entry) => ({ kind: 'refused', message: `${entry} was read` }))
  }
  expect(await onlyKnown(load, ['acme/a//a.yml@1'])(['acme/secret//b.yml@2', 'acme/a//a.yml@1'])).toEqual([
    {
      kind: 'refused',
      message: 'acme/secret//b.yml@2 is read once somebody who may write here has accepted it',
    },
    { kind: 'refused', message: 'acme/a//a.yml@1 was read' },
  ])
  expect(read).toEqual(['acme/a//a.yml@1'])
})
