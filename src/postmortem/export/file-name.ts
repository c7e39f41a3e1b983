/** What a postmortem's file is called: `213-checkout-returns-500.md`. Its number makes it unique and comes first, so no title can lead elsewhere. */

const longest = 60;

export type Extension = 'json' | 'md';

export function fileNameOf(number: number, title: string, extension: Extension): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .trim()
    .slice(0, longest)
    .trim()
    .replaceAll(' ', '-');
  return `${[number, words].filter((one) => one !== '').join('-')}.${extension}`;
}

/** Whether a name is one that this could have given. */
export function isFileName(name: string): boolean {
  return /^[1-9]\d{0,9}(?:-[a-z\d]+)*\.(?:json|md)$/.test(name);
}
