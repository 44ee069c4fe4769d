/** The provider's own words without anything that is a secret of the operator. */
export type ProviderRefusal = { message: string; type: string | null; code: string | null }

/** Anything that looks like a key, an organisation or a project of the operator. */
const SECRETS = /\b(?:sk|pk|org|proj|key|asst|sess)[-_][A-Za-z0-9*_.…-]{6,}|Bearer\s+\S+/g
const MOST = 1_000

export function toProviderRefusal(body: string, key: string): ProviderRefusal {
  const error = errorOf(body)
  const words = typeof error?.message === 'string' ? error.message : body.replace(/<[^>]*>/g, ' ')
  const message = words.replaceAll(key, '…').replace(SECRETS, '…').replace(/\s+/g, ' ').trim().slice(0, MOST)
  return { message: message || 'no reason given', type: word(error?.type), code: word(error?.code) }
}

function errorOf(body: string): { message?: unknown; type?: unknown; code?: unknown } | null {
  try {
    const json = JSON.parse(body)
    return typeof json?.error === 'object' ? json.error : { message: json?.error ?? json?.message }
  } catch {
    return null // A proxy's page: its text is the message.
  }
}

function word(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : null
}
