/** What a README says to lead its readers to the postmortems: a plain link that asks no other host for a picture. */
import type { LabelNames } from '../configuration/schema.ts';

/**
 * The index is found by its label, wherever it is, and whether or not it is there already.
 * @param url of the repository
 */
export function readmeBadge(url: string, { index }: Pick<LabelNames, 'index'>): string {
  const query = encodeURIComponent(`is:issue label:"${index}"`).replace(/[()]/g, (sign) =>
    sign === '(' ? '%28' : '%29',
  );
  return `[Postmortems](${url}/issues?q=${query})`;
}
