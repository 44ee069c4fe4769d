/** Foreign text inside a sentence: in quotes, on one line, at most 60 characters. */
export function quote(text: string): string {
  const characters = [...text.slice(0, 200)]
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text)
}
