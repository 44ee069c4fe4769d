import { z } from 'zod'
import { expected } from './expected.ts'

/** `5 USD` or `0.50 USD` in the file; US dollars in the harness. */
export function cost({ most }: { most: number }) {
  const error = expected(`an amount such as 5 USD or 0.50 USD, at most ${formatCost(most)}`)
  return z
    .string({ error })
    .regex(/^\d{1,6}(\.\d{1,4})? USD$/, { error, abort: true })
    .refine((text) => toDollars(text) > 0 && toDollars(text) <= most, { error })
    .transform(toDollars)
}

/** 5 → "5 USD", 0.5 → "0.5 USD". */
export function formatCost(dollars: number): string {
  return `${Number(dollars.toFixed(4))} USD`
}

function toDollars(text: string): number {
  return Number(text.slice(0, -' USD'.length))
}
