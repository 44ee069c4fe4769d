/**
 * One spelling for all that some file system takes for the same name: case, composed and decomposed letters, full-width
 * forms, ligatures, and the invisible characters that HFS+ ignores. Only for refusing: two different files may fold alike.
 */
export function foldPath(path: string): string {
  return path
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
}
