/** Words for what people do and did not do, as parts of patterns. */

export const adverb =
  '(?:really|also|probably|certainly|definitely|all|clearly|simply|just|both|perhaps|maybe|never|not|at least|already|even|then|easily|first)';
/** No noun: `we should have seen`, but not `we should have nodes`. */
export const participle =
  '(?:[a-z]{2,20}(?:ed|ught)|been(?! able)|done|made|seen|known|shown|grown|gone|kept|told|sent|set|run|put|read|taken|given|written|chosen|spoken|' +
  'found|held|built|felt|met|said|shut|cut|understood|begun|left|spent|got|gotten|let|asked|had (?:a|an|the|more|better|some)\\b)';
/** Passives that are said of a person, though none is named. */
export const human =
  '(?:noticed|caught|tested|reviewed|checked|verified|spotted|seen|known|anticipated|foreseen|predicted|communicated|escalated|avoided|prevented|averted|' +
  'told|informed|obvious|clear|considered|realised|realized|more careful|double-checked|handled|documented)';
export const have = "(?: have|['’]ve)";
/** Verbs of harm that hardly anybody is praised for. */
export const harm =
  '(?:broke|misconfigured|mistyped|misread|misunderstood|mishandled|ignored|overlooked|botched|bungled|screwed up|messed up|blew|leaked|' +
  '(?:accidentally|mistakenly|wrongly|incorrectly|erroneously|inadvertently|carelessly|blindly) [a-z]{2,20}(?:ed|t|n|an)?|' +
  '(?:caused|triggered|created) (?:the|this|an?) (?:outage|incident|problem|issue|failure|downtime|disruption))';
/** Verbs that say harm where causes are told, and plain work in a timeline. */
export const deed =
  '(?:deleted|dropped|wiped|erased|removed|overwrote|pushed|merged|deployed|released|disabled|changed|ran|executed|restarted|introduced|approved|missed|typed|entered|shipped)';
/** What may stand between a person and the verb. */
export const acting = '(?:,? (?:who|had|has|then|also|apparently|simply)){0,2}';
