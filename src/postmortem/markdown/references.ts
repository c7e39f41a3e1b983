/**
 * References to issues, on their way into a page in another repository: `#198` there would be another issue, so it gets its repository in front. Code and
 * addresses stay as they are.
 */

const parts = /(`+)[^`]{1,2000}?\1(?!`)|https?:\/\/\S+|(?<![\w/&#`])#(\d{1,9})\b/g;

/** @param repo that the text was written in */
export function qualify(text: string, repo: string): string {
  return text.replace(parts, (whole, _ticks, number: string | undefined) =>
    number === undefined ? whole : `${repo}#${number}`,
  );
}
