/**
 * Variables that name files of public certificates. On a machine behind a company's own certificate authority nothing
 * reaches a registry without them, and they are no secret, so they are passed on where everything else is not.
 */
export const CERTIFICATE_VARIABLES = [
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
  'PIP_CERT',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
] as const

/** @returns those of them that are set. */
export function certificatesOf(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    CERTIFICATE_VARIABLES.flatMap((name) => {
      const value = environment[name]
      return value ? [[name, value] as const] : []
    }),
  )
}
