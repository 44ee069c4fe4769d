import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { findTools } from './find-tools.ts'
import type { Machine } from './machine.ts'
import { HOME, NODE, TEMP } from './places.ts'

/** What of the machine is seen inside, read-only; everything else is not there. */
export type View = {
  /** In the order they have to be mounted. */
  binds: { from: string; to: string }[]
  links: { at: string; target: string }[]
  /** Small files of ours in place of the machine's. */
  files: { at: string; text: string }[]
  /** Files and folders in what is bound that are emptied again. */
  masks: { path: string; folder: boolean }[]
  env: Record<string, string>
}

const SYSTEM = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store', '/gnu/store']

/** What programs read of /etc and no secret ever is. */
const ETC = [
  ...['alternatives', 'ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'ld-musl-x86_64.path', 'os-release'],
  ...['ssl', 'pki', 'ca-certificates', 'ca-certificates.conf', 'crypto-policies', 'gnutls'],
  ...['localtime', 'timezone', 'locale.alias', 'locale.conf', 'default/locale', 'inputrc', 'bash.bashrc'],
  ...['debian_version', 'lsb-release', 'alpine-release', 'redhat-release', 'fedora-release', 'login.defs'],
  ...['mime.types', 'magic', 'magic.mime', 'protocols', 'services', 'host.conf', 'gai.conf', 'terminfo'],
  ...['fonts', 'ImageMagick-6', 'ImageMagick-7', 'OpenCL', 'vulkan', 'glvnd', 'papersize', 'lynx', 'emacs'],
  ...['java', 'maven', 'perl', 'python3', 'R', 'php', 'dotnet', 'erlang', 'ghc', 'opam', 'ruby', 'groff'],
]

/** In what is shown of the system, and nobody's business. */
const HIDDEN = [
  { path: '/etc/ssl/private', folder: true },
  { path: '/etc/pki/tls/private', folder: true },
  { path: '/usr/etc/npmrc', folder: false },
  { path: '/usr/local/etc/npmrc', folder: false },
]

export function viewOf(machine: Machine): View {
  const tools = findTools(machine)
  const system = SYSTEM.filter(existsSync)
  const linked = system.filter((path) => lstatSync(path).isSymbolicLink())
  const etc = [...ETC, ...openJdks()].map((name) => `/etc/${name}`).filter(existsSync)
  return {
    binds: [
      { from: '/usr', to: '/usr' },
      ...system.filter((path) => !linked.includes(path)).map(same),
      ...etc.map((path) => ({ from: realpathSync(path), to: path })),
      ...(existsSync('/sys/devices/system/cpu') ? [same('/sys/devices/system/cpu')] : []),
      ...tools.binds,
      { from: realpathSync(process.execPath), to: NODE },
    ],
    links: [
      ...linked.map((at) => ({ at, target: readlinkSync(at) })),
      { at: '/etc/mtab', target: '/proc/mounts' },
      { at: '/var/run', target: '/run' },
      { at: '/var/tmp', target: TEMP },
    ],
    files: [],
    masks: [
      ...HIDDEN.filter(({ path }) => existsSync(path)),
      ...forbiddenIn(machine, '/usr'),
      ...tools.masks,
    ],
    env: { ...tools.env, PATH: tools.path },
  }
}

/** @param id Of whoever the tools run as. */
export function ownFiles(id: { uid: number; gid: number }): View['files'] {
  return [
    {
      at: '/etc/passwd',
      text: `root:x:0:0:root:/root:/usr/sbin/nologin\nagent:x:${id.uid}:${id.gid}:agent:${HOME}:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`,
    },
    { at: '/etc/group', text: `root:x:0:\nagent:x:${id.gid}:\nnogroup:x:65534:\n` },
    { at: '/etc/hosts', text: '127.0.0.1 localhost\n::1 localhost ip6-localhost\n' },
    { at: '/etc/nsswitch.conf', text: 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n' },
  ]
}

function forbiddenIn({ forbidden }: Machine, folder: string): View['masks'] {
  return forbidden.filter((one) => one.startsWith(`${folder}/`)).map((path) => ({ path, folder: true }))
}

function same(path: string): { from: string; to: string } {
  return { from: realpathSync(path), to: path }
}

function openJdks(): string[] {
  return ['8', '11', '17', '21', '25'].map((version) => `java-${version}-openjdk`)
}
