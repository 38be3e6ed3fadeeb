/** Where lift, its interval, q and "supported" are explained for people who are no statisticians. */
export const ICP_PAGE = "https://github.com/quintile/quintile/blob/main/docs/icp-figures.md";
