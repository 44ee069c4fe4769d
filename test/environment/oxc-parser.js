// What `import('oxc-parser')` finds in a test: see one-parser.mjs.
export const { parseSync, Visitor, rawTransferSupported, experimentalGetLazyVisitor } = globalThis.oxcParser
