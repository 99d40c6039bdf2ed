// Where the answer about the rule in force is kept.
export const ruleKey = ['chronic', 'rule'] as const;
