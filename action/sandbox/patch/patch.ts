/** One line of a chunk: " " stands in the file, "-" goes, "+" comes. */
export type PatchLine = { sign: ' ' | '-' | '+'; text: string }

/** One place in a file. `line` is its 1-based line in the patch; `anchors` are the texts after "@@", outermost first. */
export type Chunk = { line: number; anchors: string[]; lines: PatchLine[]; atEnd: boolean }

export type FilePatch =
  | { kind: 'add'; path: string; content: string }
  | { kind: 'delete'; path: string }
  | { kind: 'update'; path: string; moveTo: string | null; chunks: Chunk[] }

/** What could not be done, in sentences for the model. */
export type Broken = { kind: 'broken'; why: string }
