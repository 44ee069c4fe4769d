import { describe, expect, test } from '@jest/globals'
import { createHarnessBoard } from '../../../app/pull-requests/harness-board.ts'

const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)]
const pull = { repository: 1, number: 7 }

describe('the turns of a pull request', () => {
  test('a head has one, until somebody asks again or it came to nothing', () => {
    const board = createHarnessBoard()
    const first = board.begin(pull, ONE, { again: false })
    expect(board.begin(pull, ONE, { again: false })).toBeNull()
    expect(first?.current()).toBe(true)
    const second = board.begin(pull, ONE, { again: true })
    expect([first?.current(), second?.current()]).toEqual([false, true])
    second?.forget()
    expect(second?.current()).toBe(true)
    expect(board.begin(pull, ONE, { again: false })).not.toBeNull()
  })

  test('a newer push takes it; other pull requests and repositories do not', () => {
    const board = createHarnessBoard()
    const first = board.begin(pull, ONE, { again: false })
    board.begin({ ...pull, number: 8 }, TWO, { again: false })
    board.begin({ ...pull, repository: 2 }, TWO, { again: false })
    expect(first?.current()).toBe(true)
    board.begin(pull, TWO, { again: false })
    expect(first?.current()).toBe(false)
  })

  test('one head is worked on by one at a time, and twenty heads side by side', async () => {
    const board = createHarnessBoard()
    let under = 0
    let most = 0
    const order: number[] = []
    const work = (name: number) => async () => {
      most = Math.max(most, ++under)
      await new Promise((resolve) => setTimeout(resolve, 1))
      order.push(name)
      under--
    }
    await Promise.all([
      ...Array.from({ length: 50 }, (_, index) => board.inTurn(1, `${index}`, work(index))),
      board.inTurn(1, '0', work(100)),
    ])
    expect(most).toBe(20)
    expect(order).toHaveLength(51)
    expect(order.indexOf(100)).toBeGreaterThan(order.indexOf(0))
  })

  test('work that fails ends its turn and no other', async () => {
    const board = createHarnessBoard()
    const failing = board.inTurn(1, ONE, () => Promise.reject(new Error('no')))
    const next = board.inTurn(1, ONE, async () => 'done')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('done')
  })
})
