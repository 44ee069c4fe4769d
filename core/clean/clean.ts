declare const kind: unique symbol

/**
 * A stranger's text that was made harmless: what is not seen was taken out or made visible. Still somebody else's words,
 * so it comes into a prompt only inside a fence. Made in this folder alone.
 */
export type Clean = string & { readonly [kind]: 'clean' }

/**
 * What may stand in a prompt: our own words, and in them names on one line, code spans and fences. Nothing else is taken
 * by a model's messages. Made in this folder alone.
 */
export type Prompt = string & { readonly [kind]: 'prompt' }
