import { basename, dirname } from 'node:path'
import { IN_JOB, type Outside } from '../../stage/outside.ts'

/** Where links lead. `own`: made by the test, so that a patch may be tried on it. */
export const TARGETS = {
  'the runner’s ~/.ssh': { at: (out: Outside) => `${out.job}/${IN_JOB.ssh}`, own: true },
  'the runner’s temporary folder': { at: (out: Outside) => `${out.job}/${IN_JOB.temp}`, own: true },
  'somebody’s home': { at: (out: Outside) => `${out.home}/.netrc`, own: true },
  'the machine’s /tmp': { at: (out: Outside) => `${out.temp}/secret`, own: true },
  '/etc': { at: () => '/etc/passwd', own: false },
  '/proc of the tool host': { at: () => '/proc/self/environ', own: false },
  '/proc of the first process': { at: () => '/proc/1/environ', own: false },
  '.git': { at: () => '/workspace/.git/config', own: true },
} as const
export type Target = keyof typeof TARGETS
export const NAMES = Object.keys(TARGETS) as Target[]

/** How a link may lead there: commands that make it, and the path that goes over it. */
export const KINDS = {
  'a link to the file': (link: string, to: string) => ({ make: `ln -s ${to} ${link}`, path: link }),
  'a link to its folder': (link: string, to: string) => ({
    make: `ln -s ${dirname(to)} ${link}`,
    path: `${link}/${basename(to)}`,
  }),
  'a chain of links': (link: string, to: string) => ({
    make: `ln -s ${to} ${link}-1; ln -s ${basename(link)}-1 ${link}-2; ln -s ${basename(link)}-2 ${link}`,
    path: link,
  }),
  'a link that climbs': (link: string, to: string) => ({
    make: `ln -s ../../../../../../../..${to} ${link}`,
    path: link,
  }),
  'a link to the root': (link: string, to: string) => ({ make: `ln -s / ${link}`, path: `${link}${to}` }),
  'a link by way of /proc': (link: string, to: string) => ({
    make: `ln -s /proc/self/root${to} ${link}`,
    path: link,
  }),
} as const
export type Kind = keyof typeof KINDS

export type Link = { target: Target; kind: Kind; number: number }

export const LINKS: Link[] = NAMES.flatMap((target, at) =>
  (Object.keys(KINDS) as Kind[]).map((kind, index) => ({ target, kind, number: at * 10 + index })),
)

/** Where a link stands, what makes it, and the path over it. */
export function placed({ target, kind, number }: Link, out: Outside) {
  return KINDS[kind](`src/links/${number}`, TARGETS[target].at(out))
}
