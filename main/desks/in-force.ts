/** Whether a rule of a definition holds on a day; outside its days it is not there. Both ends belong to it. */
export const isInForce = (rule: { readonly from: string; readonly until?: string | undefined }, on: string): boolean =>
  rule.from <= on && (rule.until === undefined || on <= rule.until)
