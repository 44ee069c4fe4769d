import { invoice } from '../billing/invoice.js'
import { shippingFor, subtotal } from './cart.js'

/**
 * @param {import('./cart.js').Line[]} lines
 * @param {{ today: string }} options the day, such as "2026-11-25"
 */
export function placeOrder(lines, { today }) {
  const shipping = shippingFor(subtotal(lines))
  return invoice({ date: today, lines, shipping })
}
