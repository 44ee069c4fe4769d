import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invoice } from '../src/billing/invoice.js'

test('the rows add up to the total', () => {
  const lines = [{ name: 'tea', price: 1250, quantity: 2 }]
  assert.deepEqual(invoice({ date: '2026-11-25', lines, shipping: 490 }), {
    date: '2026-11-25',
    rows: [
      { text: '2 × tea', amount: 2500 },
      { text: 'Shipping', amount: 490 },
    ],
    total: 2990,
  })
})
