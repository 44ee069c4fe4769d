/** Hooks that git runs by itself. */
export const HOOKS = [
  'pre-commit',
  'post-checkout',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
]
/** Settings that start a program. */
export const SETTINGS: Record<string, (program: string) => string> = {
  'core.fsmonitor': (program) => `[core]\n\tfsmonitor = "${program}"\n`,
  'core.hooksPath': () => '[core]\n\thooksPath = evil-hooks\n',
  'core.sshCommand': (program) => `[core]\n\tsshCommand = "${program}"\n`,
  'core.pager': (program) => `[core]\n\tpager = "${program}"\n\teditor = "${program}"\n`,
  'core.alternateRefsCommand': (program) => `[core]\n\talternateRefsCommand = "${program}"\n`,
  'a filter': (program) =>
    `[filter "evil"]\n\tclean = "${program}"\n\tsmudge = "${program}"\n\trequired = true\n[filter "long"]\n\tprocess = "${program}"\n`,
  'diff.external': (program) => `[diff]\n\texternal = "${program}"\n`,
  'a diff driver': (program) => `[diff "evil"]\n\tcommand = "${program}"\n\ttextconv = "${program}"\n`,
  'a merge driver': (program) => `[merge "evil"]\n\tdriver = "${program}"\n`,
  'gpg.program': (program) => `[gpg]\n\tprogram = "${program}"\n[commit]\n\tgpgSign = true\n`,
  'a credential helper': (program) => `[credential]\n\thelper = "!${program}"\n`,
  'an alias': (program) => `[alias]\n\tls-files = "!${program}"\n\tdiff-index = "!${program}"\n`,
  'include.path': () => '[include]\n\tpath = ../evil.config\n',
  'ext::': (program) =>
    `[protocol "ext"]\n\tallow = always\n[remote "origin"]\n\turl = "ext::${program}"\n[url "ext::${program}"]\n\tinsteadOf = http\n`,
  'uploadpack.packObjectsHook': (program) => `[uploadpack]\n\tpackObjectsHook = "${program}"\n`,
}
export const ATTRIBUTES = '* filter=evil diff=evil merge=evil\n*.js filter=long\n'

/** Where a repository of the attacker may stand, and how its folder for git is told to a git that finds it. */
export const PLACES: Record<string, (config: string) => string> = {
  'the workspace’s own .git': (config) =>
    `git init -q . && cat ${config} >>.git/config && cp -r evil-hooks/. .git/hooks/`,
  'a repository in a folder': (config) =>
    `git init -q src/inner && cat ${config} >>src/inner/.git/config && cp -r evil-hooks/. src/inner/.git/hooks/ && echo x >src/inner/x`,
  'a nested bare repository': (config) =>
    `git init -q --bare src/bare && cat ${config} >>src/bare/config && printf '[core]\\n\\tbare = false\\n\\tworktree = ..\\n' >>src/bare/config && cp -r evil-hooks/. src/bare/hooks/`,
  'the root of the workspace as a bare repository': (config) =>
    `git init -q --bare /tmp/bare && cp -r /tmp/bare/HEAD /tmp/bare/objects /tmp/bare/refs . && cp ${config} config`,
  'a file .git that points elsewhere': (config) =>
    `git init -q /tmp/elsewhere && cat ${config} >>/tmp/elsewhere/.git/config && mkdir -p src/pointed && echo "gitdir: /tmp/elsewhere/.git" >src/pointed/.git`,
  'a link .git that points elsewhere': () =>
    'mkdir -p src/linked && ln -s /tmp/elsewhere/.git src/linked/.git',
  'the home’s own settings of git': (config) =>
    `cp ${config} ~/.gitconfig; mkdir -p ~/.config/git; cp ${config} ~/.config/git/config; cp .gitattributes ~/.config/git/attributes`,
}
