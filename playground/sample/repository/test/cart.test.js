import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subtotal, total } from '../src/cart.js'

const tea = { name: 'tea', price: 1250, quantity: 2 }
const pot = { name: 'pot', price: 3999, quantity: 1 }

test('the subtotal adds up all lines', () => {
  assert.equal(subtotal([tea, pot]), 6499)
})

test('small orders pay shipping', () => {
  assert.equal(total([tea]), 2990)
})

test('shipping is free from 50.00 on', () => {
  assert.equal(total([tea, pot]), 6499)
})
