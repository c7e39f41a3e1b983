/**
 * Words of GitHub and of libraries without what they quote of people: logins and labels in addresses, values that were refused, pieces of a body that is
 * no JSON, tokens. What is left tells what was asked and why it failed.
 */

const longest = 1000;

const quotes: readonly (readonly [RegExp, string])[] = [
  [/(\/(?:collaborators|assignees|users|labels)\/)[^/\s?"']+/g, '$1…'],
  [/("(?:value|login|name|title|body)":)"(?:[^"\\]|\\.)*"/g, '$1"…"'],
  [/\b(login|name|title|value|user)( of| named)? (['"`])[^'"`]*\3/gi, '$1$2 $3…$3'],
  [/(Unexpected token) [\s\S]*?( is not valid JSON)/g, '$1 …$2'],
  [/\b(?:gh[a-z]_|github_pat_)\w+|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '…'],
  [/\b(token|bearer) \S+/gi, '$1 …'],
];

export function impersonal(text: string): string {
  let plain = text.slice(0, longest);
  for (const [quote, instead] of quotes) plain = plain.replace(quote, instead);
  return plain;
}
