/** Rules files that were made to do harm, each with a word of what must be said about it. */

const bomb = [
  'a: &a [x]',
  ...'bcdefghij'.split('').map((name, at) => {
    const before = 'abcdefghi'[at]
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
  }),
].join('\n')

const rules = (text: string) => `version: 1\ninvariants:\n  - ${text}\n`

export const HOSTILE_RULES: [name: string, text: string, said: RegExp][] = [
  ['a bomb of aliases', `version: 1\n${bomb}\n`, /anchor|alias/i],
  ['an alias of itself', 'version: 1\nscope: &a { deny: *a }\n', /anchor|alias/i],
  ['a merge key that brings wider rules', 'version: 1\nscope:\n  <<: { write: ["**"] }\n', /<</],
  ['a tag that runs code', 'version: 1\nsetup: !!js/function "function () {}"\n', /tag/i],
  ['a key that stands twice', 'version: 1\nscope: { deny: [a] }\nscope: {}\n', /second time/],
  ['a key that is not known', 'version: 1\nallow: everything\n', /allow/],
  ['a key that is only misspelt', 'version: 1\nscope: { denny: [src/**] }\n', /deny/],
  ['a key that every object has', 'version: 1\nscope: { __proto__: { write: ["**"] } }\n', /__proto__/],
  ['a list for a map', 'version: 1\nscope: [src/**]\n', /scope|map/i],
  ['a text for a number', 'version: 1\nlimits: { turns: many }\n', /number|turns/i],
  ['a budget without end', 'version: 1\nlimits: { cost: .inf }\n', /cost|USD/i],
  ['a version of the future', 'version: 2\n', /version|1/],
  ['nothing at all', '', /empty|nothing|version/i],
  ['nothing but a comment', '# version: 1\n', /empty|nothing|version/i],
  ['two documents, the second one wider', 'version: 1\n---\nversion: 1\n', /document/i],
  ['a merge conflict', 'version: 1\n<<<<<<< HEAD\nsetup: a\n=======\n>>>>>>> b\n', /conflict/],
  ['tabs that hide a scope', 'version: 1\nscope:\n\tdeny: [a]\n', /tab/i],
  ['a quote that nobody closes', 'version: 1\nsetup: "npm ci\n', /quote|YAML/],
  ['a null byte', 'version: 1\nsetup: "a\0b"\n', /./],
  ['a text direction that hides what is written', 'version: 1\nsetup: "a\u202eb"\n', /invisible|U\+202E/i],
  ['UTF-16', [...'version: 1\n'].join('\0'), /./],
  ['ten megabytes', `version: 1\n# ${'x'.repeat(10 * 1024 * 1024)}\n`, /large|MB|bytes|kB/i],
  [
    'a hundred thousand brackets',
    `version: 1\nscope: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    /kB|bytes|KiB|large/i,
  ],
  ['brackets that nobody closes', `version: 1\nscope: ${'{a: '.repeat(16_000)}\n`, /nesting exceeded/],
  ['a path that goes up', 'version: 1\nscope: { write: ["../**"] }\n', /\.\./],
  ['a path from the root', 'version: 1\nscope: { write: ["/../etc/**"] }\n', /\.\./],
  ['a path with backslashes that goes up', 'version: 1\nscope: { write: ["..\\\\x"] }\n', /\.\.|\\/],
  ['context from outside', 'version: 1\ncontext: { always: [../../etc/passwd] }\n', /\.\./],
  ['an expression that looks behind', rules('{ id: a, regex: "(?<=a)b", why: w }'), /RE2|look/i],
  ['an expression that refers back', rules('{ id: a, regex: "(a)\\\\1", why: w }'), /RE2|escape|refer/i],
  [
    'an expression as large as memory',
    rules('{ id: a, regex: "((a{1,999}){1,999}){1,999}", why: w }'),
    /RE2|repe|large/i,
  ],
  ['rules that extend a file from outside', 'version: 1\nextends: [../../etc/passwd]\n', /extends|\.\./],
]
