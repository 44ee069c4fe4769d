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
 * @param {Line[]} lines
 * @param {{ shipping?: number }} [options] shipping in cents, free from 50.00 on
 * @returns {number} cents
 */
export function total(lines, { shipping = 490 } = {}) {
  const goods = subtotal(lines)
  return goods >= 5000 ? goods : goods + shipping
}
