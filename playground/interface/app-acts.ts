export type PlaygroundApp = {
  id: number
  slug: string
  /** PEM, PKCS#8. */
  privateKey: string
  webhookSecret: string
}

/** Apps, and where they are installed. */
export type AppActs = {
  app: (app: {
    slug: string
    permissions: Record<string, 'read' | 'write'>
    events: string[]
    webhookUrl: string
    /** PEM, PKCS#8; without one, a new key is made, which takes a while. */
    privateKey?: string
  }) => PlaygroundApp
  /** Installs the App on repositories of one owner; delivers `installation`. Returns the installation's id. */
  install: (app: PlaygroundApp, repositories: string[]) => Promise<number>
  /** Takes repositories out of an installation; without any left it is gone, and its tokens with it. */
  uninstall: (installation: number, repositories: string[]) => Promise<void>
  /** The owner suspends an installation: it gets no tokens any more. */
  suspend: (installation: number) => Promise<void>
  /** The owner grants no more than these from now on; nothing is delivered. */
  grant: (installation: number, permissions: Record<string, 'read' | 'write'>) => Promise<void>
}
