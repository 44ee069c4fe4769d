/** Where one GitHub answers. No address ends in a slash. */
export type GitHubAddresses = {
  serverUrl: string
  apiUrl: string
  /** Issues the runners' OIDC tokens; its keys are at `<issuer>/.well-known/jwks`. */
  oidcIssuer: string
}

/** github.com, a GHE.com subdomain or an Enterprise Server, told apart by the server's address. */
export function githubAddresses(server: string | undefined, api: string | undefined): GitHubAddresses {
  const serverUrl = trim(server ?? 'https://github.com')
  const { hostname, protocol } = new URL(serverUrl)
  if (hostname === 'github.com')
    return {
      serverUrl,
      apiUrl: trim(api ?? 'https://api.github.com'),
      oidcIssuer: 'https://token.actions.githubusercontent.com',
    }
  if (hostname.endsWith('.ghe.com'))
    return {
      serverUrl,
      apiUrl: trim(api ?? `${protocol}//api.${hostname}`),
      oidcIssuer: `https://token.actions.${hostname}`,
    }
  return {
    serverUrl,
    apiUrl: trim(api ?? `${serverUrl}/api/v3`),
    oidcIssuer: `${serverUrl}/_services/token`,
  }
}

function trim(url: string): string {
  return url.replace(/\/+$/, '')
}
