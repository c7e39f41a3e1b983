/** Every rule there is, in the order in which its findings are told. */
import { blamelessRules } from './blameless-rules.ts';
import { contentRules } from './content-rules.ts';
import { endsRules } from './ends-rules.ts';
import { leftOverRules } from './left-over-rules.ts';
import { measureRules } from './measure-rules.ts';
import { missingRules } from './missing-rules.ts';
import { privateRules } from './private-rules.ts';
import type { Rule } from './rule.ts';
import { timelineRules } from './timeline-rules.ts';

export const rules: readonly Rule[] = [
  ...endsRules,
  ...missingRules,
  ...measureRules,
  ...privateRules,
  ...leftOverRules,
  ...timelineRules,
  ...contentRules,
  ...blamelessRules,
];
