import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, foldersUp, inFolder, joinPath, type Tree } from './tree.ts'

/** `require_relative` from the file's folder; `require` from lib, spec, test and app of the folders above, then the library. */
export function toRubyResolver(tree: Tree): Resolve {
  return (from, { specifier, kind }) => {
    if (specifier.startsWith('/')) return unresolved(specifier, 'is an absolute path')
    if (kind === 'relative') {
      const base = joinPath(folderOf(from), specifier)
      if (base === null) return unresolved(specifier, 'leads out of the repository')
      return fileAt(base) ?? unresolved(specifier, `leads to ${base}, which is not in the repository`)
    }
    const isPath = /^\.{1,2}\//.test(specifier)
    for (const folder of foldersUp(folderOf(from)))
      for (const root of isPath ? [''] : LOAD_PATH) {
        const base = joinPath(inFolder(folder, root), specifier)
        const found = base === null ? undefined : fileAt(base)
        if (found !== undefined) return found
      }
    if (isPath)
      return unresolved(
        specifier,
        'is told from the folder Ruby is started in, and leads to no file of the repository',
      )
    const name = specifier.split('/')[0] ?? specifier
    return LIBRARY.has(name) ? { kind: 'builtin', name: specifier } : { kind: 'package', name }
  }

  function fileAt(base: string): Resolved | undefined {
    const path = [base, `${base}.rb`].find((candidate) => /\.[^/]+$/.test(candidate) && tree.has(candidate))
    return path === undefined ? undefined : { kind: 'file', path }
  }
}

const LOAD_PATH = ['lib', '', 'spec', 'test', 'app']

/** What comes with Ruby 3.4, default and bundled gems included. */
const LIBRARY = new Set(
  `English abbrev base64 benchmark bigdecimal bundler cgi coverage csv date delegate did_you_mean digest drb erb error_highlight
etc expect fcntl fiber fiddle fileutils find forwardable getoptlong io ipaddr irb json logger matrix minitest monitor mutex_m
net nkf objspace observer open-uri open3 openssl optparse ostruct pathname pp prettyprint prime prism pstore psych pty racc
rake random rbconfig rdoc readline reline resolv resolv-replace rexml rinda ripper rss rubygems securerandom set shellwords
singleton socket stringio strscan syntax_suggest syslog tempfile test-unit time timeout tmpdir tsort un unicode_normalize uri
weakref win32ole yaml zlib`.split(/\s+/),
)

function unresolved(specifier: string, why: string): Resolved {
  return { kind: 'unresolved', why: `"${specifier}" ${why}.` }
}
