import { today } from '../lib/clock.js'
import { log } from '../lib/log.js'
import { placeOrder } from '../orders/place-order.js'
import { euros } from './euros.js'

/**
 * @param {import('../orders/cart.js').Line[]} lines
 * @returns {string} what the customer sees after paying
 */
export function checkout(lines) {
  const { date, rows, total } = placeOrder(lines, { today: today() })
  log.info('order-placed', { date, total })
  const shown = rows.map(({ text, amount }) => `${text}: ${euros(amount)}`)
  return [...shown, `Total: ${euros(total)}`].join('\n')
}
