/** Variables that name the folder of a tool. setup-* actions write them into the job's environment. */
const FOLDERS = [
  ...[
    'JAVA_HOME',
    'GOROOT',
    'DOTNET_ROOT',
    'GRADLE_HOME',
    'MAVEN_HOME',
    'M2_HOME',
    'ANT_HOME',
    'KOTLIN_HOME',
  ],
  ...['SCALA_HOME', 'ANDROID_HOME', 'ANDROID_SDK_ROOT', 'ANDROID_NDK_HOME', 'pythonLocation', 'CONDA'],
  ...['RUSTUP_HOME', 'PYENV_ROOT', 'RBENV_ROOT', 'NODENV_ROOT', 'NVM_DIR', 'VOLTA_HOME', 'ASDF_DIR'],
  ...['ASDF_DATA_DIR', 'SDKMAN_DIR', 'GOENV_ROOT', 'Python_ROOT_DIR', 'Python3_ROOT_DIR'],
]
const NUMBERED = /^(JAVA_HOME|GOROOT)_[0-9_]+_(X64|ARM64|arm64)$/
const LISTS = ['LD_LIBRARY_PATH', 'PKG_CONFIG_PATH']

/** Where some of them stand when nothing says so, below the home folder. */
export const USUAL_HOMES: Record<string, string> = {
  RUSTUP_HOME: '.rustup',
  PYENV_ROOT: '.pyenv',
  RBENV_ROOT: '.rbenv',
  NODENV_ROOT: '.nodenv',
  GOENV_ROOT: '.goenv',
  NVM_DIR: '.nvm',
  VOLTA_HOME: '.volta',
  ASDF_DATA_DIR: '.asdf',
  SDKMAN_DIR: '.sdkman',
}

/** @returns of an environment what says where tools are: folders, or lists of folders with colons. */
export function toolHomesOf(env: Record<string, string | undefined>): Record<string, string> {
  const named = Object.entries(env).filter(
    ([name]) => FOLDERS.includes(name) || LISTS.includes(name) || NUMBERED.test(name),
  )
  return Object.fromEntries(named.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
