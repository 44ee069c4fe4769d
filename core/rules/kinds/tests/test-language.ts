/** How a language's test runners write tests, what switches them off, and what checks something. All on code without comments and strings. */
export type TestLanguage = {
  /** Which files hold tests, by their path. */
  files: RegExp
  /** `call`: a test is a call with its title as first argument; the others find names. `attribute`: the function behind it. */
  call?: RegExp
  named?: RegExp
  attribute?: { sign: RegExp; name: RegExp }
  marks: readonly { what: Mark; sign: RegExp }[]
  asserts: RegExp
  /** Assertions that hold whatever the code does. */
  empty: RegExp
  /** Only what stands in tests counts: the file holds other code as well. */
  inline?: true
}

export type Mark = 'skip' | 'only' | 'todo' | 'fails' | 'empty'

export const TEST_LANGUAGES: readonly TestLanguage[] = [
  {
    files:
      /(?:[._-](?:test|spec|e2e|cy)s?\.[cm]?[jt]sx?|(?:^|\/)(?:__tests__|tests?|specs?|e2e|cypress)\/.*\.[cm]?[jt]sx?)$/i,
    call: /(?<![\w$.])(?:(?:t|Deno|QUnit)\.)?([xf]?(?:it|test|describe|context|specify)|suite|scenario)((?:\s*\.\s*(?:skip|only|todo|fixme|fails|failing|fail|concurrent|sequential|parallel|serial|each|for|skipIf|runIf|describe|step|if|prop|scoped))*)\s*(?=[(<`])/g,
    marks: [
      {
        what: 'skip',
        sign: /(?<![\w$.])(?:this|t|ctx|context)\s*\.\s*skip\s*\(|(?<![\w$])skip\s*:\s*(?:true\b|["'`])/g,
      },
      { what: 'todo', sign: /(?<![\w$])todo\s*:\s*(?:true\b|["'`])/g },
      { what: 'only', sign: /(?<![\w$])only\s*:\s*true\b/g },
      { what: 'skip', sign: /(?<![\w$.])(?:test|it)\s*\.\s*(?:skip|fixme)\s*\(\s*(?!["'`])/g },
    ],
    asserts:
      /(?<![\w$])(?:expect|assert)[\w$]*(?:\s*\.\s*(?!assertions\b|hasAssertions\b|extend\b|any\b|anything\b|objectContaining\b|arrayContaining\b|stringContaining\b|stringMatching\b|closeTo\b|not\b)\w+)*\s*\(|\.\s*should\b|(?<![\w$.])t\.(?:is|not|deepEqual|notDeepEqual|like|true|false|truthy|falsy|throws|throwsAsync|notThrows|regex|snapshot|pass|fail|equal|same|ok|match|end|plan)\s*\(/g,
    empty:
      /(?<![\w$])(?:expect\s*\(\s*(?:true|1|!0)\s*\)\s*\.\s*(?:toBeTruthy\s*\(|toBeDefined\s*\(|to(?:Be|Equal|StrictEqual)\s*\(\s*(?:true|1|!0)\s*\))|assert(?:\s*\.\s*ok)?\s*\(\s*(?:true|1|!0)\s*[,)])/g,
  },
  {
    files: /(?:(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests|conftest)|(?:^|\/)tests?\/.*)\.py$/,
    named: /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/gm,
    marks: [
      {
        what: 'skip',
        sign: /@(?:\w+\.)*(?:skip|skipif|skipIf|skipUnless)\b|(?<![\w.])(?:pytest\s*\.\s*skip|self\s*\.\s*skipTest)\s*\(|\braise\s+(?:unittest\.)?SkipTest\b|\bpytestmark\b[^\n]*\bskip|\bcollect_ignore(?:_glob)?\s*=/g,
      },
      {
        what: 'fails',
        sign: /@(?:\w+\.)*(?:xfail|expectedFailure)\b|(?<![\w.])pytest\s*\.\s*xfail\s*\(|\bpytestmark\b[^\n]*\bxfail/g,
      },
    ],
    asserts:
      /(?<![\w.])assert\b|\.\s*assert\w*\s*\(|(?<![\w.])assert_\w+\s*\(|(?<![\w.])(?:pytest\s*\.\s*)?(?:raises|warns|fail)\s*\(/g,
    empty: /(?<![\w.])assert\s+(?:True|1)\s*(?:$|[,;#])|\.assertTrue\(\s*True\s*[,)]/gm,
  },
  {
    files: /_test\.go$/,
    named: /^func[ \t]+(?:\([^)\n]*\)[ \t]*)?((?:Test|Fuzz|Example)\w*)[ \t]*\(/gm,
    call: /(?<![\w.])\w+\.(Run)(?=\()|(?<![\w.])([FPX]?(?:It|Describe|Context|When|Specify|DescribeTable|Entry))(?=\()/g,
    marks: [
      {
        what: 'skip',
        sign: /(?<![\w.])(?:[tbfs]|tb|s\.T\(\))\.(?:Skip|Skipf|SkipNow)\s*\(|(?<![\w.])Skip\s*\(/g,
      },
    ],
    asserts:
      /(?<![\w.])(?:t|b|f|tb)\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\s*\(|(?<![\w.])(?:assert|require|qt|is|s|suite)\.(?!T\b|Run\b|SetupTest\b)[A-Z]\w*\s*\(|(?<![\w.])(?:Expect|Eventually|Consistently|assert\w*|require\w*)\s*\(/g,
    empty: /\b(?:assert|require)\.True\s*\(\s*t\s*,\s*true\s*[,)]/g,
  },
  {
    files: /(?:_(?:spec|test)|(?:^|\/)test_[^/]*|(?:^|\/)(?:spec|test)\/.*)\.rb$/,
    named: /^[ \t]*def[ \t]+(test_\w+)/gm,
    call: /(?<![\w.:@])(?:RSpec\.)?([xf]?(?:it|describe|context|specify|example|scenario|feature)|test|should)(?=[ (]+["'])/g,
    marks: [
      {
        what: 'skip',
        sign: /^[ \t]*(?:skip|pending)\b(?!\s*[=.])|(?<![\w:]):(?:skip|pending)\b(?=\s*(?:,|do\b|=>))|\b(?:skip|pending):\s*(?:true\b|["'])/gm,
      },
      { what: 'only', sign: /(?<![\w:]):focus\b|\bfocus:\s*true\b/g },
    ],
    asserts:
      /(?<![\w.])(?:expect|is_expected)\b|(?<![\w.])(?:assert|refute)\w*|\.(?:must|wont)_\w+|\.should(?:_not)?\b/g,
    empty: /(?<![\w.])(?:expect|assert)[ (]+true\b/g,
  },
  {
    files: /\.rs$/,
    attribute: {
      sign: /#\[(?:\w+::)*(?:test|rstest|test_case|quickcheck|wasm_bindgen_test|case)\b[^\]\n]*\]/g,
      name: /\bfn\s+(\w+)/,
    },
    marks: [{ what: 'skip', sign: /#\[(?:ignore\b|cfg_attr\([^\]\n]*\bignore\b)/g }],
    asserts: /\b(?:debug_|prop_)?assert\w*!|\binsta::\w+!|\bassert_\w+\s*\(|#\[should_panic\b/g,
    empty: /\bassert!\s*\(\s*true\s*[,)]/g,
    inline: true,
  },
  {
    files:
      /(?:(?:Tests?|IT|Spec|TestCase)\.(?:java|kt|scala|groovy)|(?:^|\/)src\/(?:test|androidTest|integrationTest|it|\w+Test)\/.*\.(?:java|kts?|scala|groovy))$/,
    attribute: {
      sign: /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/g,
      name: /\b(?:void|fun|def|Stream<[^>\n]*>|Collection<[^>\n]*>|List<[^>\n]*>)\s+(`[^`\n]+`|\w+)\s*\(/,
    },
    named: /\bvoid[ \t]+(test\w+)[ \t]*\(/g,
    marks: [
      {
        what: 'skip',
        sign: /@(?:Disabled\w*|Ignore\w*|EnabledIf\w*|EnabledOn\w*|PendingFeature)\b|\b(?:Assume\.|Assumptions\.)?assum(?:e|ing)(?:True|False|That|NotNull|NoException)\s*\(|@Test\s*\(\s*enabled\s*=\s*false/g,
      },
    ],
    asserts: /(?<![\w])(?:assert\w*|verify\w*|fail|expect\w*|then)\s*[({]|\bshould\w*\b/g,
    empty: /\bassertTrue\s*\(\s*true\s*[,)]|\bassertThat\s*\(\s*true\s*\)/g,
  },
  {
    files: /(?:(?:Tests?|Specs?|Fixture)\.(?:cs|fs|vb)|(?:^|\/)[^/]*tests?\/.*\.(?:cs|fs|vb))$/i,
    attribute: {
      sign: /\[(?:Xunit\.)?(?:\w*Fact|\w*Theory|Test|TestMethod|DataTestMethod|TestCase)\b/g,
      name: /\b(?:void|Task|ValueTask)(?:<[^>\n]*>)?\s+(\w+)\s*[(<]/,
    },
    marks: [
      {
        what: 'skip',
        sign: /(?<![\w.])Skip\s*=|\[(?:Ignore|Explicit)\b|,\s*Ignore\s*[(\]=]|\bAssert\.(?:Ignore|Inconclusive|Skip\w*)\s*\(|\bSkip\.(?:If|IfNot)\s*\(/g,
      },
    ],
    asserts:
      /\b(?:Assert|StringAssert|CollectionAssert)\s*\.\s*(?!Ignore\b|Inconclusive\b|Skip)\w+|\.\s*Should\w*\s*\(|\.\s*(?:Verify|Received|DidNotReceive)\w*\s*\(/g,
    empty: /\bAssert\.(?:True|IsTrue)\s*\(\s*true\s*[,)]/g,
  },
  {
    files: /(?:Test|Cest|Spec)\.php$|(?:^|\/)tests?\/.*\.php$/,
    named: /\bfunction[ \t]+(test\w*)[ \t]*\(/g,
    attribute: { sign: /#\[(?:\\?[\w\\]*\\)?Test\b/g, name: /\bfunction\s+(\w+)/ },
    call: /(?<![\w$>:\\])(it|test|describe)(?=\()/g,
    marks: [
      { what: 'skip', sign: /->\s*markTest(?:Skipped|Incomplete)\s*\(|->\s*skip\s*\(|#\[Requires\w+/g },
      { what: 'todo', sign: /->\s*todo\s*\(/g },
      { what: 'only', sign: /->\s*only\s*\(/g },
    ],
    asserts:
      /(?:->|::)\s*assert\w*\s*\(|(?<![\w$>:])(?:expect|assert\w*)\s*\(|->\s*(?:expect(?:Exception|Output|Deprecation)\w*|should\w+)\s*\(/g,
    empty: /assertTrue\s*\(\s*true\s*[,)]|\bexpect\s*\(\s*true\s*\)/g,
  },
  {
    files: /_test\.exs$/,
    call: /(?<![\w.:@])(test|describe)(?=[ (]+")/g,
    marks: [{ what: 'skip', sign: /@(?:module)?(?:tag|describetag)[ (]+(?::skip|skip:)/g }],
    asserts: /(?<![\w.:@])(?:assert|refute)\w*/g,
    empty: /(?<![\w.:@])assert[ (]+true\b/g,
  },
  {
    files: /_test\.dart$/,
    call: /(?<![\w$.])(test|testWidgets|group|blocTest(?:<[^>\n]*>)?)(?=\()/g,
    marks: [{ what: 'skip', sign: /(?<![\w$])skip\s*:\s*(?!false\b|null\b)|@Skip\b/g }],
    asserts: /(?<![\w$])expect\w*\s*\(|(?<![\w$.])verify\w*\s*\(/g,
    empty: /(?<![\w$])expect\s*\(\s*true\s*,\s*(?:true|isTrue)\s*\)/g,
  },
  {
    files: /(?:Tests?\.swift|(?:^|\/)Tests\/.*\.swift)$/,
    named: /\bfunc[ \t]+(test\w+)[ \t]*\(/g,
    attribute: { sign: /@Test\b/g, name: /\bfunc\s+(\w+|`[^`\n]+`)/ },
    marks: [{ what: 'skip', sign: /\bXCTSkip\w*|\.disabled\s*\(|\bXCTExpectFailure\b/g }],
    asserts: /\bXCT(?:Assert\w*|Fail|Unwrap)\b|#(?:expect|require)\b/g,
    empty: /\bXCTAssert(?:True)?\s*\(\s*true\s*[,)]|#expect\s*\(\s*true\s*\)/g,
  },
]

/** The row of a test file; null: its path tells of none. */
export function testLanguageOf(path: string): TestLanguage | null {
  return TEST_LANGUAGES.find(({ files }) => files.test(path)) ?? null
}
