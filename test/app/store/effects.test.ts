import { describe, expect, test } from '@jest/globals'
import { createEffects } from '../../../app/effects/effects.ts'
import { engines } from './engines.ts'

describe.each(engines)('effects on $name', ({ open }) => {
  test('what was made is remembered by whoever comes after', async () => {
    const { database, another } = await open('with tables')
    let made = 0
    const effect = { look: async () => null, make: async () => ++made }
    const first = createEffects(database, Date.now)
    const second = createEffects(await another(), Date.now)
    expect(await first.once('comment', effect)).toBe(1)
    expect(await second.once('comment', effect)).toBe(1)
    expect(made).toBe(1)
  })

  test('what was begun and never ended is looked for before it is made', async () => {
    const { database } = await open('with tables')
    const effects = createEffects(database, Date.now)
    await effects.mean('branch', { name: 'reins/issue-1-abcd' })
    const found = await effects.once('branch', {
      look: async () => 'there',
      make: async () => {
        throw new Error('made twice')
      },
    })
    expect(found).toBe('there')
    expect(await effects.find('branch')).toEqual({ meant: { name: 'reins/issue-1-abcd' }, made: 'there' })
  })

  test('what is done in a transaction that is taken back is not done', async () => {
    const { database } = await open('with tables')
    const effects = createEffects(database, Date.now)
    const broken = database.transaction(async (tx) => {
      await effects.done(tx, 'answer', 1)
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await effects.find('answer')).toBeNull()
  })
})
