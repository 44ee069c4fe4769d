/**
 * What a customer is charged, row by row; all amounts in cents. See docs/billing.md.
 *
 * @param {{ date: string, lines: { name: string, price: number, quantity: number }[], shipping: number }} order
 */
export function invoice({ date, lines, shipping }) {
  const rows = lines.map(({ name, price, quantity }) => ({
    text: `${quantity} × ${name}`,
    amount: price * quantity,
  }))
  if (shipping > 0) rows.push({ text: 'Shipping', amount: shipping })
  return { date, rows, total: rows.reduce((sum, { amount }) => sum + amount, 0) }
}
