/** Says the rule with an example, and names the fields that do not belong when there are any. */
export const rule = (message: string) => ({
  error: (issue: { code?: string; keys?: unknown }) =>
    issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
      ? `has no setting ${issue.keys.map((key) => `"${String(key)}"`).join(', ')}; take it out or correct its name`
      : message,
});
