/** A kind of secret that is known by its shape. */
export type Pattern = {
  /** What people call it. */
  what: string
  /** Stands in every match, as written: texts without it are not looked at any further. */
  hint: string
  /**
   * Global; linear: a fixed beginning, then one class of characters or bounded repetitions. Where there is a group, that is
   * the secret and the rest says where to look (then with the flag `d`).
   */
  shape: RegExp
  /** It is never anything else: a change that brings it is not published. The others are only made unreadable. */
  sure: boolean
}

const sure = (what: string, hint: string, shape: RegExp): Pattern => ({ what, hint, shape, sure: true })
const likely = (what: string, hint: string, shape: RegExp): Pattern => ({ what, hint, shape, sure: false })

/**
 * Shapes as their issuers document them, beside the rules of gitleaks and of secretlint 13.1; as of November 2026. Letters may stand right before some of them: a cut line or an escape ends with one.
 */
export const PATTERNS: readonly Pattern[] = [
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((hint) =>
    sure('GitHub token', hint, new RegExp(`${hint}[A-Za-z0-9._-]{36,2000}`, 'g')),
  ),
  sure('GitHub token', 'github_pat_', /github_pat_[A-Za-z0-9_]{60,255}/g),
  // app/runs/run-token.ts
  sure('run token', 'reins_', /reins_[A-Za-z0-9_-]{43}/g),
  sure(
    'private key',
    'PRIVATE KEY',
    /-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){40,20000}(?:-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)?/g,
  ),
  sure('age key', 'AGE-SECRET-KEY-1', /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/g),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  sure('AWS key id', 'AKIA', /\bAKIA[A-Z2-7]{16}\b/g),
  sure('AWS key id', 'ASIA', /\bASIA[A-Z2-7]{16}\b/g),
  ...['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY', 'SecretAccessKey', 'secretAccessKey'].map((hint) =>
    sure(
      'AWS secret key',
      hint,
      new RegExp(`${hint}["']?\\s{0,8}[:=]\\s{0,8}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`, 'dg'),
    ),
  ),
  sure('Google API key', 'AIza', /AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g),
  sure('Google OAuth secret', 'GOCSPX-', /GOCSPX-[A-Za-z0-9_-]{28}/g),
  sure('Google access token', 'ya29.', /ya29\.[A-Za-z0-9_-]{40,1000}/g),
  sure('Azure storage key', 'AccountKey=', /AccountKey=([A-Za-z0-9/+]{86}==)/dg),
  // https://platform.openai.com/docs/api-reference/authentication
  ...['sk-proj-', 'sk-svcacct-', 'sk-admin-'].map((hint) =>
    sure('OpenAI key', hint, new RegExp(`${hint}[A-Za-z0-9_-]{40,300}`, 'g')),
  ),
  sure('OpenAI key', 'T3BlbkFJ', /sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/g),
  sure('Anthropic key', 'sk-ant-', /sk-ant-[a-z]{3,8}\d{2}-[A-Za-z0-9_-]{80,150}/g),
  sure('OpenRouter key', 'sk-or-v1-', /sk-or-v1-[0-9a-f]{64}/g),
  sure('Groq key', 'gsk_', /gsk_[A-Za-z0-9]{52}/g),
  sure('xAI key', 'xai-', /xai-[A-Za-z0-9]{80}/g),
  sure('Hugging Face token', 'hf_', /hf_[A-Za-z]{34}(?![A-Za-z])/g),
  sure('Slack token', 'xox', /xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{24,300}/g),
  sure('Slack token', 'xapp-', /xapp-\d-[A-Za-z0-9-]{30,300}/g),
  sure(
    'Slack webhook',
    'hooks.slack.com/',
    /hooks\.slack\.com\/((?:services|workflows|triggers)\/[A-Za-z0-9/]{40,100})/dg,
  ),
  sure('Discord webhook', '/api/webhooks/', /\/api\/webhooks\/\d{17,20}\/([A-Za-z0-9_-]{60,80})/dg),
  sure('Stripe key', 'sk_live_', /sk_live_[A-Za-z0-9]{24,200}/g),
  sure('Stripe key', 'rk_live_', /rk_live_[A-Za-z0-9]{24,200}/g),
  sure('webhook secret', 'whsec_', /whsec_[A-Za-z0-9+/]{32,100}/g),
  sure('npm token', 'npm_', /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g),
  likely('npm token', '_authToken=', /_authToken=([A-Za-z0-9_+/=-]{16,300})/dg),
  sure('PyPI token', 'pypi-AgE', /pypi-AgE[A-Za-z0-9_-]{60,300}/g),
  sure('RubyGems key', 'rubygems_', /rubygems_[0-9a-f]{48}/g),
  sure('crates.io token', 'cio', /\bcio[A-Za-z0-9]{32}\b/g),
  ...['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-'].map((hint) =>
    sure('GitLab token', hint, new RegExp(`${hint}[A-Za-z0-9_.-]{20,300}`, 'g')),
  ),
  sure('SendGrid key', 'SG.', /SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g),
  sure('Linear key', 'lin_api_', /lin_api_[A-Za-z0-9]{40}/g),
  sure('Notion token', 'ntn_', /ntn_[A-Za-z0-9]{46}/g),
  ...['shpat_', 'shpca_', 'shppa_', 'shpss_'].map((hint) =>
    sure('Shopify token', hint, new RegExp(`${hint}[0-9a-fA-F]{32}`, 'g')),
  ),
  sure('Vault token', 'hvs.', /hvs\.[A-Za-z0-9_-]{90,300}/g),
  sure('Databricks token', 'dapi', /\bdapi[0-9a-f]{32}(?:-\d)?\b/g),
  sure('Docker token', 'dckr_', /dckr_[op]at_[A-Za-z0-9_-]{27,40}/g),
  sure('DigitalOcean token', '_v1_', /do[opr]_v1_[0-9a-f]{64}/g),
  sure('Figma token', 'figd_', /figd_[A-Za-z0-9_-]{40,100}/g),
  sure('Grafana token', 'glsa_', /glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}/g),
  sure('Grafana token', 'glc_eyJ', /glc_eyJ[A-Za-z0-9+/]{32,400}={0,2}/g),
  sure('Doppler token', 'dp.', /dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9]{40,44}/g),
  sure('Supabase token', 'sbp_', /sbp_[0-9a-f]{40}/g),
  sure('Tailscale key', 'tskey-', /tskey-[a-z]{3,10}-[A-Za-z0-9]{10,40}-[A-Za-z0-9]{20,40}/g),
  sure('Telegram token', ':AA', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g),
  sure('1Password token', 'ops_eyJ', /ops_eyJ[A-Za-z0-9+/]{100,1500}={0,2}/g),
  sure('Atlassian token', 'ATATT3', /ATATT3[A-Za-z0-9_=-]{100,250}/g),
  ...['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'].map((hint) =>
    sure('Vercel token', hint, new RegExp(`\\b${hint}[A-Za-z0-9]{24,60}\\b`, 'g')),
  ),
  // Examples of these stand in documentation and tests everywhere.
  likely(
    'JSON Web Token',
    'eyJ',
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{10,2000}/g,
  ),
  likely('password in an address', '://', /:\/\/[^\s:@/?#"'<>]{0,100}:([^\s:@/?#"'<>]{3,256})@/dg),
  ...['earer ', 'asic '].map((hint) =>
    likely(
      'credential',
      hint,
      new RegExp(
        `[Aa]uthorization["']?\\s{0,4}[:=]\\s{0,4}["']?\\w?${hint}([A-Za-z0-9+/=._~-]{16,4000})`,
        'dg',
      ),
    ),
  ),
]

/** What documentation shows in place of a secret. */
const EXAMPLE = /EXAMPLE(?:KEY)?$/

/**
 * Nobody's secret: an example of the issuer's, one character again and again, the alphabet. Decided by the whole match, so that
 * a secret beside such text is still one.
 */
export function isPretended(match: string): boolean {
  if (match.length <= 40 && EXAMPLE.test(match)) return true
  // A private key is told by its body.
  const body = match
    .replace(/-----[^-]{0,60}-----/g, '')
    .replace(/^[A-Za-z]{2,12}[_.-](?:[a-z]{2,12}\d{0,2}[_.-])?/, '')
  const letters = body.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (letters.length < 8) return false
  let jumps = 0
  for (let index = 1; index < letters.length; index++) {
    const step = letters.charCodeAt(index) - letters.charCodeAt(index - 1)
    if (step !== 0 && step !== 1) jumps++
  }
  return new Set(letters).size <= 4 || (jumps <= 4 && letters.length >= 12)
}
