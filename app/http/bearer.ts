import { hash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'

/** What stands in "Authorization: Bearer …", or null. */
export function bearer(c: Context): string | null {
  return c.req.header('authorization')?.match(/^Bearer (\S{1,16384})$/i)?.[1] ?? null
}

/** Compared in a time that says nothing about either. */
export function isToken(given: string | null, right: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  return given !== null && timingSafeEqual(digest(given), digest(right))
}
