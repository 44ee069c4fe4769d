/**
 * @param {number} cents
 * @returns {string} such as "29.90 €"
 */
export const euros = (cents) => `${(cents / 100).toFixed(2)} €`
