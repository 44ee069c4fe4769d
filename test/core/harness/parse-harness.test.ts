import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { harnessSchema } from '../../../core/harness/harness.ts'
import { parseHarness } from '../../../core/harness/parse-harness.ts'
import { DEFAULT_LIMITS } from '../../../core/run/limits.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'
import { harnessOf, problemsOf } from './harness-of.ts'

describe('A harness in five lines', () => {
  const harness = harnessOf('version: 1\nsetup: npm ci\nchecks:\n  - npm run lint\n  - npm test\n')

  test('gets good defaults', () => {
    expect(harness.limits).toEqual(DEFAULT_LIMITS)
    expect(harness.triggers).toEqual({
      who: 'write',
      command: '/agent',
      label: null,
      assign: false,
      bots: [],
    })
    expect(harness.models).toEqual({ strong: 'gpt-5.5', other: 'gpt-5.4-mini' })
    expect(harness.scope).toEqual({ hide: [], write: [], protect: [], deny: [] })
    expect(harness.setup).toEqual({ run: 'npm ci', network: true, timeout: 600_000 })
  })

  test('calls a check by its script', () => {
    expect(harness.checks.map(({ name, run }) => [name, run])).toEqual([
      ['lint', 'npm run lint'],
      ['test', 'npm test'],
    ])
  })

  test('is the form that travels in an assignment', () => {
    expect(harnessSchema.parse(harness)).toEqual(harness)
  })
})

test('A check that is no script of a package manager is called by its command', () => {
  const { checks } = harnessOf(
    'version: 1\nchecks: ["go test ./...", "npm run a && npm run b", "make -s x\\nmake y"]',
  )
  expect(checks.map(({ name }) => name)).toEqual(['go test ./...', 'npm run a && npm run b', 'make -s x'])
})

test('Durations and money are read with their units', () => {
  const { limits, checks } = harnessOf(
    'version: 1\nlimits: { time: 1h, cost: 0.50 USD }\nchecks: [{ run: a, timeout: 90s }]',
  )
  expect([limits.time, limits.cost, checks[0]?.timeout]).toEqual([3_600_000, 0.5, 90_000])
})

test('A file may begin with a byte order mark, end its lines as Windows does, and begin with ---', () => {
  expect(harnessOf('\ufeff---\r\nversion: 1\r\nchecks:\r\n  - a\r\n').checks).toHaveLength(1)
  expect(problemsOf('\ufeffversion: 1\r\nchecks:\r\n  - x: 1\r\n')).toContain(
    '3:5 checks[0].run: `run` is missing; write it',
  )
})

test('Emoji are text', () => {
  expect(harnessOf('version: 1\nchecks: [{ name: "👩‍💻 ❤️", run: a }]').checks[0]?.name).toBe('👩‍💻 ❤️')
})

describe('A broken file says where and what was expected', () => {
  test.each([
    ['nothing in it', '', '1:1: .github/agent.yml is empty; write at least `version: 1`'],
    ['only a comment', '# later\n', '1:1: .github/agent.yml is empty; write at least `version: 1`'],
    ['a list', '- a', '1:1: expected a map that begins with `version: 1`, got a list'],
    ['text', 'hello', '1:1: expected a map that begins with `version: 1`, got the text "hello"'],
    ['no version', 'setup: a', '1:1 version: `version` is missing; write it'],
    ['another version', 'version: 2', '1:10 version: expected the number 1, got the number 2'],
    ['a version as text', "version: '1'", '1:10 version: expected the number 1, got the text "1"'],
    [
      'an empty key',
      'version: 1\nchecks:\n',
      '2:1 checks: expected a list of commands such as `- npm test`, got nothing',
    ],
    [
      'an open bracket',
      'version: 1\nchecks: [a',
      '2:11: not valid YAML: unexpected end of the stream within a flow collection',
    ],
    [
      'a tab for indentation',
      'version: 1\nscope:\n\twrite: []',
      '3:1: not valid YAML: tab characters must not be used in indentation',
    ],
    [
      'a reserved character',
      'version: 1\nsetup: @x',
      '2:8: a value cannot begin with @ in YAML; put it in quotes',
    ],
    [
      'two documents',
      'version: 1\n---\nversion: 1\n',
      '3:1: a second document begins here; .github/agent.yml must hold one',
    ],
    [
      'a directive',
      '%YAML 1.1\n---\nversion: 1\n',
      '1:1: .github/agent.yml begins with a % directive; remove it',
    ],
    [
      'a key twice',
      'version: 1\nsetup: a\nsetup: b',
      '3:1 setup: the key "setup" stands here a second time; keep one',
    ],
    [
      'a key twice, deep down',
      'version: 1\nlimits: { turns: 3, turns: 4 }',
      '2:21 limits.turns: the key "turns" stands here a second time; keep one',
    ],
    [
      'a list as a key',
      'version: 1\n? [a]\n: b',
      '2:3: a list, a map or an alias cannot be a key; write a name',
    ],
    [
      'yes for true',
      'version: 1\nchecks: [{ run: a, required: yes }]',
      '2:30 checks[0].required: expected true or false, got the text "yes"',
    ],
    [
      'a number for text',
      'version: 1\nchecks: [{ run: 5 }]',
      '2:17 checks[0].run: expected a command such as `npm test`, got the number 5',
    ],
    [
      'a number for a check',
      'version: 1\nchecks: [5]',
      '2:10 checks[0]: expected a command such as `npm test`, or a map with `run`, got the number 5',
    ],
    [
      'text for a list',
      'version: 1\nchecks: npm test',
      '2:9 checks: expected a list of commands such as `- npm test`, got the text "npm test"',
    ],
    [
      'an empty command',
      "version: 1\nsetup: ' '",
      '2:8 setup: expected a command such as `npm ci`, got the text " "',
    ],
    [
      'an escaped NUL',
      'version: 1\nsetup: "a\\0"',
      '2:8 setup: has a control character or half of a character pair; remove it',
    ],
    [
      'a time without a unit',
      'version: 1\nlimits: { time: 30 }',
      '2:17 limits.time: expected a duration such as 120s, 10m or 1h, at most 6h, got the number 30',
    ],
    [
      'a time that is too long',
      'version: 1\nsetup: { run: a, timeout: 11m }',
      '2:27 setup.timeout: expected a duration such as 120s, 10m or 1h, at most 10m, got the text "11m"',
    ],
    [
      'money without a currency',
      'version: 1\nlimits: { cost: 5 }',
      '2:17 limits.cost: expected an amount such as 5 USD or 0.50 USD, at most 1000 USD, got the number 5',
    ],
    [
      'no money',
      'version: 1\nlimits: { cost: 0 USD }',
      '2:17 limits.cost: expected an amount such as 5 USD or 0.50 USD, at most 1000 USD, got the text "0 USD"',
    ],
    [
      'part of a turn',
      'version: 1\nlimits: { turns: 1.5 }',
      '2:18 limits.turns: expected a whole number from 1 to 1000, got the number 1.5',
    ],
    [
      'an endless number',
      'version: 1\nlimits: { turns: .inf }',
      '2:18 limits.turns: expected a whole number from 1 to 1000, got the number Infinity',
    ],
    [
      'more files than anybody may',
      'version: 1\nlimits: { files: 101 }',
      '2:18 limits.files: expected a whole number from 1 to 100, got the number 101',
    ],
    [
      'everybody',
      'version: 1\ntriggers: { who: none }',
      '2:18 triggers.who: expected one of read, triage, write, maintain, admin, got the text "none"',
    ],
    [
      'a command without a slash',
      'version: 1\ntriggers: { command: agent }',
      '2:22 triggers.command: expected a slash and a word of small letters such as /agent, got the text "agent"',
    ],
    [
      'one name for two checks',
      'version: 1\nchecks: [npm test, { name: test, run: x }]',
      '2:28 checks[1].name: a second check is called "test"; give it its own `name`',
    ],
    [
      'one command twice',
      'version: 1\nchecks:\n  - npm test\n  - npm test',
      '4:5 checks[1]: a second check is called "test"; give it its own `name`',
    ],
    [
      'an unknown format',
      'version: 1\nchecks: [{ run: a, parse: xml }]',
      expect.stringContaining('2:27 checks[0].parse: expected a format'),
    ],
    [
      'a report outside',
      'version: 1\nchecks: [{ run: a, parse: "junit:../a.xml" }]',
      expect.stringContaining('2:27 checks[0].parse: expected a format'),
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  test('all at once, in the order of the file', () => {
    const problems = problemsOf(
      [
        'version: 1',
        'chekcs: []',
        'scope:',
        '  write: [/src, "a\\\\b"]',
        'limits: { turns: 0, file: 3 }',
        'on: push',
      ].join('\n'),
    )
    expect(problems).toEqual([
      '2:1 chekcs: "chekcs" is not a known key; did you mean `checks`?',
      '4:11 scope.write[0]: "/src" is absolute; globs start at the repository root, so write it without the leading slash',
      '4:17 scope.write[1]: "a\\\\b" has a backslash; separate folders with /',
      '5:18 limits.turns: expected a whole number from 1 to 1000, got the number 0',
      '5:21 limits.file: "file" is not a known key; did you mean `files`?',
      '6:1 on: "on" is not a known key; known are `version`, `extends`, `context`, `scope`, `tasks`, `layers`, `setup`, `checks`, `invariants`, `waivers`, `limits`, `review`, `triggers`, `agents`, `models`',
    ])
  })

  test('but not more than anybody reads', () => {
    const problems = problemsOf(
      `version: 1\n${Array.from({ length: 80 }, (_, index) => `key${index}: 1`).join('\n')}`,
    )
    expect(problems).toHaveLength(51)
    expect(problems.at(-1)).toBe('51:1: and 30 more mistakes below')
  })
})

describe('Roles', () => {
  test('that are not written do not exist; what they leave out is as usual', () => {
    expect(harnessOf('version: 1').agents).toMatchObject({ planner: null, reviewer: null })
    expect(harnessOf('version: 1\nagents: { planner: {}, reviewer: {} }').agents).toMatchObject({
      planner: { model: 'strong', approve: 'large' },
      reviewer: { model: 'other' },
    })
  })

  test.each([
    [
      'agents: { planner: { approve: sometimes } }',
      '2:31 agents.planner.approve: expected one of always, large, never, got the text "sometimes"',
    ],
    [
      'agents: { reviewer: { scope: {} } }',
      '2:23 agents.reviewer.scope: "scope" is not a known key; known are `model`',
    ],
    [
      'agents: { planner: }',
      '2:11 agents.planner: expected a map such as { model: strong, approve: large }, got nothing',
    ],
    [
      'tasks: { unclear: guess }',
      '2:19 tasks.unclear: expected one of ask, plan, proceed, got the text "guess"',
    ],
  ])('%s is an error at its place', (line, problem) => {
    expect(problemsOf(`version: 1\n${line}`)).toEqual([problem])
  })
})

describe('Names that mean something else, or nothing', () => {
  const rule = (id: string) => `invariants: [{ id: ${id}, regex: x }]`
  const waiver = (name: string) => `waivers: [{ rule: ${name}, paths: [a], until: 2027-03-01, why: w }]`
  test.each([
    [
      'a rule like a finding of ours',
      rule('cycles'),
      '2:20 invariants[0].id: "cycles" is what findings of Reins itself are called; give the rule another id',
    ],
    [
      'a rule like one of the layers',
      rule('layers/ui'),
      '2:20 invariants[0].id: "layers/ui" is what findings of Reins itself are called; give the rule another id',
    ],
    [
      'a layer like another rule',
      'layers: { order: [{ name: deny, paths: [a/**] }] }',
      '2:27 layers.order[0].name: "deny" is no name for a layer, because the rule layers/deny is another one; choose another',
    ],
    [
      'a waiver of a rule that is not there',
      `${rule('no-console')}\n${waiver('no-consle')}`,
      '3:19 waivers[0].rule: there is no rule "no-consle"; did you mean "no-console"?',
    ],
    [
      'a waiver of nothing like any rule',
      `${rule('a-b-c')}\n${waiver('zzzzzz')}`,
      '3:19 waivers[0].rule: there is no rule "zzzzzz"; known are a-b-c',
    ],
    [
      'a waiver where there are no rules',
      waiver('layers'),
      '2:19 waivers[0].rule: there is no rule "layers" here; remove the waiver',
    ],
    [
      'a waiver of a wildcard',
      `${rule('a')}\n${waiver("'*'")}`,
      '3:19 waivers[0].rule: there is no rule "*"; did you mean "a"?',
    ],
  ])('%s', (_, yaml, problem) => {
    expect(problemsOf(`version: 1\n${yaml}`)).toEqual([problem])
  })

  test.each([
    ['layers'],
    ['layers/ui'],
    ['layers/shared'],
    ['layers/deny'],
    ['layers/unresolved'],
    ['cycles'],
    ['r'],
  ])('%s can be waived where it is', (name) => {
    const layers = 'layers: { order: [{ name: ui, paths: [ui/**] }] }'
    expect(harnessOf(`version: 1\n${layers}\n${rule('r')}\n${waiver(name)}`).waivers).toHaveLength(1)
  })
})

describe('Rules that can never find anything are refused', () => {
  test.each([
    [
      'globs that only take back',
      "scope: { deny: ['!a', '!b'] }",
      '2:16 scope.deny: matches nothing, for globs with ! only take back what others cover; write those first',
    ],
    [
      'an edge that is excepted',
      'layers: { deny: [{ from: a/**, to: [b], except: [c, a/**] }] }',
      '2:49 layers.deny[0].except: excepts all that `from` covers, so it forbids nothing; narrow it',
    ],
    [
      'a pair with itself',
      'invariants: [{ id: r, pair: { when: [a/**], also: [b, a/**] } }]',
      '2:51 invariants[0].pair.also: covers all of `when`, so the rule can find nothing; narrow it',
    ],
  ])('%s', (_, yaml, problem) => {
    expect(problemsOf(`version: 1\n${yaml}`)).toEqual([problem])
  })
})

describe('YAML that expands, hides or lies', () => {
  test('an unquoted glob that begins with a star is told to be quoted', () => {
    expect(problemsOf('version: 1\nscope:\n  hide: [*.pem, **/x]\n  deny: [b, !a]')).toEqual([
      '3:10 scope.hide[0]: a value that begins with * is an alias in YAML, which is not supported; put a glob in quotes: "*.pem"',
      '3:17 scope.hide[1]: a value that begins with * is an alias in YAML, which is not supported; put a glob in quotes: "**/x"',
      '4:13 scope.deny[1]: a value that begins with ! is a tag in YAML, which is not supported; put a glob in quotes: "!a"',
    ])
  })

  test('a bomb of aliases expands to nothing', () => {
    const bomb = [
      'a0: &a0 [x]',
      ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
    ]
    const problems = problemsOf(bomb.join('\n'))
    expect(problems).toContain('2:5 a1: anchors (&) are not supported; write the value out')
    expect(problems).toHaveLength(51)
  })

  test('merge keys and __proto__ are keys that are not known', () => {
    const problems = problemsOf('version: 1\n<<: { setup: a }\n__proto__: { setup: a }\nconstructor: 1')
    expect(problems).toEqual([
      '2:1 <<: merge keys (<<) are not supported; write the values out',
      expect.stringContaining('3:1 __proto__: "__proto__" is not a known key'),
      expect.stringContaining('4:1 constructor: "constructor" is not a known key'),
    ])
    expect(Object.prototype).not.toHaveProperty('setup')
  })

  test.each([
    [
      'a file of 10 MB',
      `version: 1\n${'# x\n'.repeat(2_500_000)}`,
      '1:1: .github/agent.yml is 10000011 bytes; at most 65536 are read, so shorten it',
    ],
    [
      'lists in lists',
      `version: 1\nchecks: ${'['.repeat(60_000)}`,
      expect.stringContaining('nesting exceeded maxDepth'),
    ],
    ['maps in maps', `${'{a: '.repeat(10_000)}`, expect.stringContaining('nesting exceeded maxDepth')],
    [
      'a NUL',
      'version: 1\nsetup: a\0b',
      '2:9: .github/agent.yml has the invisible or control character U+0000; remove it',
    ],
    [
      'text that turns around',
      'version: 1 # \u202e',
      '1:14: .github/agent.yml has the invisible or control character U+202E; remove it',
    ],
    [
      'zero-width text',
      'version: 1\nsetup: a\u200b\u200b',
      '2:9: .github/agent.yml has the invisible or control character U+200B (and 1 more such characters); remove it',
    ],
    [
      'tag characters',
      'version: 1\n# \u{e0041}',
      '2:3: .github/agent.yml has the invisible or control character U+E0041; remove it',
    ],
    [
      'half a pair',
      'version: 1 # \ud800',
      '1:14: .github/agent.yml has the invisible or control character U+D800; remove it',
    ],
    [
      'bytes that are not UTF-8',
      'version: 1 # \ufffd',
      '1:14: .github/agent.yml is not valid UTF-8 here; save the file as UTF-8',
    ],
  ])('%s is refused', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })
})

describe('Globs', () => {
  test.each([
    ['../x', '"../x" leaves the repository; ".." is not allowed'],
    ['a/../../x', '"a/../../x" leaves the repository; ".." is not allowed'],
    ['!../x', '"!../x" leaves the repository; ".." is not allowed'],
    ['./x', '"./x" has a "." folder; write the path without it'],
    [
      '/etc/passwd',
      '"/etc/passwd" is absolute; globs start at the repository root, so write it without the leading slash',
    ],
    ['C:/x', '"C:/x" is absolute; globs start at the repository root, so write it without the leading drive'],
    ['src\\x', '"src\\\\x" has a backslash; separate folders with /'],
    ['', 'is empty; write a glob such as "src/**" or remove the entry'],
    ['!', 'is empty; write a glob such as "src/**" or remove the entry'],
    ['#x', '"#x" is a comment in gitignore\'s language, so it matches nothing; remove it'],
    ['{a,b}/**', '"{a,b}/**" has braces, which gitignore globs do not have; write one glob for each'],
    ['a//b', '"a//b" has an empty folder name, so it matches nothing; write one slash'],
    ['.git/hooks/**', '".git/hooks/**" is inside .git, which is no part of the tree; remove it'],
    ['a[b', '"a[b" has a [ that no ] closes, so it matches nothing; close it'],
    ['**/a/**/b/**/c', '"**/a/**/b/**/c" has more than 2 "**/"; write a simpler glob'],
  ])('%s is refused', (glob, message) => {
    expect(problemsOf(`version: 1\nscope: { write: [${JSON.stringify(glob)}] }`)).toEqual([
      `2:18 scope.write[0]: ${message}`,
    ])
  })

  test('a context file is named, not matched', () => {
    expect(problemsOf("version: 1\ncontext: { always: ['docs/*.md'] }")).toEqual([
      '2:21 context.always[0]: "docs/*.md" has a wildcard; name the file',
    ])
  })
})

describe('Rules', () => {
  const problem = (rule: string) => problemsOf(`version: 1\ninvariants:\n  - { id: x, ${rule} }`)

  test.each([
    [
      'lookahead',
      "regex: '(?=a)b'",
      'regex: uses lookahead or lookbehind, which cannot be matched in linear time; RE2 syntax has neither',
    ],
    [
      'lookbehind',
      "regex: '(?<!a)b'",
      'regex: uses lookahead or lookbehind, which cannot be matched in linear time; RE2 syntax has neither',
    ],
    [
      'a backreference',
      "regex: '(a)\\1'",
      'regex: uses a backreference, which cannot be matched in linear time; RE2 syntax has none',
    ],
    ['an open bracket', "regex: '[a'", 'regex: is not valid RE2 syntax: missing closing ]: `[a`'],
    [
      'a pattern that grows',
      "regex: '(a{0,900}b){0,900}'",
      expect.stringContaining('regex: is not valid RE2 syntax: expression too large'),
    ],
    [
      'a large pattern',
      "regex: 'a{500}b{500}c{500}'",
      'regex: is too large once its repetitions are written out; use smaller counts or split the rule',
    ],
    [
      'a pattern that matches nothing at all',
      "regex: 'a*'",
      'regex: matches the empty text, so it would match everywhere; require at least one character',
    ],
    [
      'a missed bad example',
      'regex: a, examples: { bad: [a, b] }',
      'examples.bad[1]: the rule x does not find its own bad example "b"',
    ],
    [
      'a found good example',
      'regex: a, examples: { good: [cab] }',
      'examples.good[0]: the rule x finds its own good example "cab"',
    ],
    [
      'a replacement that mends nothing',
      'regex: a+, replace: aa, examples: { bad: [caab] }',
      'replace: the rule x still finds the example once it is replaced: "caab"',
    ],
    [
      'flags that do not exist',
      'regex: a, flags: g',
      'flags: expected letters of i, m and s, each once, got the text "g"',
    ],
    [
      'a level that does not exist',
      'regex: a, level: fatal',
      'level: expected one of error, warn, info, got the text "fatal"',
    ],
  ])('%s is refused', (_, rule, message) => {
    expect(problem(rule)).toEqual([
      typeof message === 'string' ? expect.stringMatching(/^3:\d+ invariants\[0\]\./) : message,
    ])
    if (typeof message === 'string') expect(problem(rule)[0]).toContain(`invariants[0].${message}`)
  })

  test('two rules of one id are refused', () => {
    expect(problemsOf('version: 1\ninvariants:\n  - { id: a, regex: b }\n  - { id: a, regex: c }')).toEqual([
      '4:11 invariants[1].id: a second rule is called "a"; give it its own `id`',
    ])
  })
})

describe('A hostile file is refused at once', () => {
  const rules = (rule: (index: number) => string) =>
    `version: 1\ninvariants:\n${Array.from({ length: 10 }, (_, index) => `- { id: r${index}, ${rule(index)} }\n`).join('')}`
  test.each([
    [
      'ten thousand keys',
      `version: 1\n${Array.from({ length: 10_000 }, (_, index) => `${index.toString(36)}:\n`).join('')}`,
    ],
    ['seven thousand checks', `version: 1\nchecks:\n${'- { x: 1 }\n'.repeat(5_000)}`],
    [
      'a regular expression that would backtrack for ever',
      rules(() => `regex: '(a|a)*[bc]d', examples: { bad: ["${'a'.repeat(4_000)}"] }`),
    ],
    [
      'a regular expression with very many states',
      rules(() => `regex: 'a[ab]{900}[de]', examples: { bad: ["${'ab'.repeat(2_000)}"] }`),
    ],
    [
      'a replacement that grows',
      rules(() => `regex: 'a', replace: "${'a$&'.repeat(20)}", examples: { bad: ["${'a'.repeat(4_000)}"] }`),
    ],
  ])('%s', async (_, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0)
    await letTimeRunOut()
  })
})

test('No text makes the parser throw, and a broken file never yields a harness', () => {
  const pieces = fc.constantFrom(
    ...[
      'version: 1\n',
      'checks:',
      '\n  - ',
      'npm test',
      ': ',
      '[',
      ']',
      '{',
      '}',
      '&a',
      '*a',
      '!x',
      '"',
      "'",
      '|\n',
      '#',
      '\t',
      '\r\n',
      '- ',
      '? ',
      '<<',
      '%',
      '\0',
      'limits:\n  turns: ',
      '5',
      '~',
      'scope',
      ',',
      '\n',
    ],
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, (written) => {
      const parsed = parseHarness(written, 'agent.yml')
      if (parsed.kind === 'ok') return harnessSchema.safeParse(parsed.harness).success
      return (
        parsed.problems.length > 0 &&
        parsed.problems.every(({ line, column, message }) => line >= 1 && column >= 1 && message !== '')
      )
    }),
    { numRuns: 250 },
  )
})
