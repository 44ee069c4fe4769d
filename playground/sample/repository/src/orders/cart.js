/**
 * A line of a cart: `price` in cents for one piece, `quantity` a positive integer.
 * @typedef {{ name: string, price: number, quantity: number }} Line
 */

/**
 * @param {Line[]} lines
 * @returns {number} cents
 */
export function subtotal(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
}

/**
 * @param {number} goods cents
 * @returns {number} cents; free from 50.00 on
 */
export function shippingFor(goods) {
  return goods >= 5000 ? 0 : 490
}
