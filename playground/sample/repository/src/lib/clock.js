/** @returns {string} the day it is in the shop, such as "2026-11-25" */
export const today = () => new Date().toISOString().slice(0, 10)
