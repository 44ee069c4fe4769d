import type { Language } from '../language.ts'
import { csharp } from './csharp.ts'
import { ecmaScript } from './ecmascript.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { kotlin } from './kotlin.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import type { Reader } from './reader.ts'
import { ruby } from './ruby.ts'
import { rust } from './rust.ts'

/** Html and Css have trees for `ast` rules only. */
export const READERS: Readonly<Partial<Record<Language, Reader>>> = {
  JavaScript: ecmaScript,
  TypeScript: ecmaScript,
  Tsx: ecmaScript,
  Python: python,
  Go: go,
  Java: java,
  Kotlin: kotlin,
  Rust: rust,
  Ruby: ruby,
  CSharp: csharp,
  Php: php,
}
