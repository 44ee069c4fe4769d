/** UTF-16 units of one file; what is larger was not written by hand. */
export const MAX_TEXT = 512 * 1024
