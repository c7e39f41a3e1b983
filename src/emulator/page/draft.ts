/** What somebody was writing when the page was shown: a refused post must not cost anybody their text. */

export interface Draft {
  /** `title`, `body`, or the id of a comment that is being edited. */
  readonly editing?: string | undefined;
  /** What was typed into the field of `editing`, or as a new comment; absent: the text as it is. */
  readonly text?: string | undefined;
}
