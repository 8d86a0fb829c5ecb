/** The tabs of the consent page, the first being the one without an address of its own. */
export const consentTabs = ['purposes', 'wordings', 'figures', 'intake'] as const;

/** Stretches of time that the figures are shown for, in days. */
export const figureRanges = [30, 90, 365] as const;
