import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOrder } from '../src/orders/place-order.js'

const today = '2026-11-25'
const tea = { name: 'tea', price: 1250, quantity: 2 }
const pot = { name: 'pot', price: 3999, quantity: 1 }

test('small orders pay shipping', () => {
  assert.equal(placeOrder([tea], { today }).total, 2990)
})

test('shipping is free from 50.00 on', () => {
  assert.equal(placeOrder([tea, pot], { today }).total, 6499)
})
