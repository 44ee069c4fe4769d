/** A name others can use. `header`: what its declaration promises, without white space; null: not known. */
export type Exported = { name: string; line: number; header: string | null }
