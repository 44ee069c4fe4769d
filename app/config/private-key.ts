import { createPrivateKey } from 'node:crypto'

export type PrivateKey = { kind: 'ok'; pem: string } | { kind: 'broken'; problem: string }

type Given = { text: string | undefined; path: string | undefined; readFile: (path: string) => string }

/** The App's key as GitHub hands it out: as text (line breaks may be written \n), as base64 of it, or in a file. */
export function readPrivateKey({ text, path, readFile }: Given): PrivateKey {
  if (!text && !path)
    return broken(
      'Set PRIVATE_KEY to the App’s private key, or PRIVATE_KEY_PATH to the .pem file that holds it.',
    )
  if (text) return toPem(text, 'PRIVATE_KEY')
  try {
    return toPem(readFile(path ?? ''), 'PRIVATE_KEY_PATH')
  } catch (error) {
    return broken(`PRIVATE_KEY_PATH: ${path} cannot be read (${(error as Error).message}).`)
  }
}

function toPem(given: string, variable: string): PrivateKey {
  const text = given.trim().replaceAll('\\n', '\n')
  const pem = text.startsWith('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8').trim()
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'rsa')
      return broken(`${variable} is no RSA key; GitHub Apps have RSA keys.`)
    return { kind: 'ok', pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
  } catch {
    // The message of the parser may hold parts of the key, so it is not repeated.
    return broken(`${variable} is no private key in PEM format. Generate one on the App’s settings page.`)
  }
}

function broken(problem: string): PrivateKey {
  return { kind: 'broken', problem }
}
