/** Tenths of a microsecond, measured on the worst texts known. */
const CHARACTER = 1
const LINE = 120
/** Of a parser that is set up for every block. */
const BLOCK = 300
const SIGN = 15
const OPENING = 100
/** Of each character behind a comment or a declaration: where it does not end, each is looked for to the block's end. */
const TO_THE_END = 0.4

/** What reading a block closely costs at worst, in about a tenth of a microsecond. Definitions are read twice. */
export function readingCost(source: string): number {
  let cost = BLOCK + LINE + source.length * CHARACTER
  for (const [sign] of source.matchAll(SIGNS))
    cost += sign === '\n' ? LINE : OPENINGS.has(sign) ? OPENING : SIGN
  const declarations = source.match(/<[!?]/g)?.length ?? 0
  if (declarations > 1) cost += declarations * source.length * TO_THE_END
  return source.includes(']:') ? 2 * cost : cost
}

const SIGNS = /[<>[\]`&!*_~|#()$\\\n]/g
const OPENINGS = new Set(['<', '[', '`', '&'])
