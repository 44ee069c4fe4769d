import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkout } from '../src/pages/checkout.js'

test('the customer sees every row and the total', () => {
  const pot = { name: 'pot', price: 5999, quantity: 1 }
  assert.equal(checkout([pot]), '1 × pot: 59.99 €\nTotal: 59.99 €')
})
