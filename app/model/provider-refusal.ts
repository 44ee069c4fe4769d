import { LEAST_SECRET } from './take-out.ts'

/** The provider's own words without anything that is a secret of the operator. */
export type ProviderRefusal = { message: string; type: string | null; code: string | null }

/** Anything that looks like a key, an organisation or a project of the operator. */
const SECRETS = /\b(?:sk|pk|org|proj|key|asst|sess)[-_][A-Za-z0-9*_.…-]{6,}|Bearer\s+\S+/g
const MOST = 1_000

/** @param provider Who says it: with several, the operator has to know which. */
export function toProviderRefusal(
  body: string,
  { key, provider }: { key: string; provider: string },
): ProviderRefusal {
  const error = errorOf(body)
  const said = typeof error?.message === 'string' ? error.message : body.replace(/<[^>]*>/g, ' ')
  const clean = (words: string) => (key.length < LEAST_SECRET ? words : words.replaceAll(key, '…'))
  const words = clean(said).replace(SECRETS, '…').replace(/\s+/g, ' ').trim().slice(0, MOST)
  return {
    message: `${provider} says: ${words || 'no reason given'}`,
    type: word(error?.type, key),
    code: word(error?.code, key),
  }
}

function errorOf(body: string): { message?: unknown; type?: unknown; code?: unknown } | null {
  try {
    const json = JSON.parse(body)
    return typeof json?.error === 'object' ? json.error : { message: json?.error ?? json?.message }
  } catch {
    return null // A proxy's page: its text is the message.
  }
}

function word(value: unknown, key: string): string | null {
  const isWord = typeof value === 'string' && /^[\w.-]{1,100}$/.test(value)
  return isWord && !(key.length >= LEAST_SECRET && value.includes(key)) ? value : null
}
