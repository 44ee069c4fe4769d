/** So many things are named one by one in a file for each kind; the rest is counted. */
export const MAX_PLACES = 20
