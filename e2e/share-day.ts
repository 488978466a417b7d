/** Which day's share of a long list is tried: said once for all processes of a run, which may last over midnight. */
export const shareDay = (): number => Number(process.env.CHIPDESK_SHARE_DAY ?? new Date().getDate())
