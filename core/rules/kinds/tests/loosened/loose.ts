/** A setting that makes a checker look away; `key` tells it again on the other side. */
export type Loose = { key: string; evidence: string; word: string }
