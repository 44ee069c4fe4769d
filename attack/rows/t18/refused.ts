/** How tools say that a path leads to nothing of the workspace. */
export const REFUSED = /Refused|does not exist|No match|is missing|not found|No such file/
