/** Takes hidden comments out of a text, one without an end up to the end of the text. Each sign is looked at once. */
export function withoutComments(text: string, instead = ''): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, instead);
}
