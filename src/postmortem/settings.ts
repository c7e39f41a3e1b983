/** What a repository may choose some day; today everybody gets these. */

/** The one time zone in which a document's times stand. */
export const zone = 'UTC';
