import { LEAST_VALUE } from './parts.ts'
import type { Known } from './redactor.ts'

/** Names that say that the value is nobody's business: NPM_TOKEN, npm_config__authtoken, AWS_SECRET_ACCESS_KEY, DB_PASSWORD. */
const SECRET =
  /token|secret|passw(?:or)?d|passphrase|credential|api_?key|private_?key|(?:^|_)(?:key|pass|pat|pwd|auth|cookie)(?:$|_(?!.*(?:id|name)$))/i
/** They say where something is or what it is called. */
const PLACE =
  /(?:_|^)(?:path|file|dir|directory|home|sock|name|user|username|type|algorithm|region|issuer)$|^(?:OLD)?PWD$/i
/** What stands at a place of the machine. */
const PATH = /^(?:\.{0,2}|~)\/[\w.@/+-]*$/

/** What the runner itself gives a job, by the names people know. */
const NAMES: Record<string, string> = {
  INPUT_TOKEN: 'repository token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'OIDC request token',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'OIDC request address',
  ACTIONS_RUNTIME_TOKEN: 'runner token',
  GITHUB_TOKEN: 'repository token',
}

/** Values of an environment that nobody may see: by their name, or as the password of an address. */
export function secretsOfEnvironment(env: Readonly<Record<string, string | undefined>>): Known[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const text = value.trim()
    if (text.length < LEAST_VALUE) return []
    const what = NAMES[name] ?? `value of ${name.replace(/[^\w.-]/g, '_').slice(0, 60)}`
    const named = SECRET.test(name) && !PLACE.test(name) && !isPlace(text)
    if (named || /^[a-z][\w+.-]*:\/\/[^\s/@]*:[^\s/@]+@/i.test(text)) return [{ value: text, what }]
    return []
  })
}

/** A path, unless it is long and looks like base64 that begins with a slash. */
function isPlace(text: string): boolean {
  return PATH.test(text) && (/[._-]/.test(text) || text.length < 24)
}
