/** Every bucket and object belongs to the account. */
export const owner = (accountId: string) => ({ ID: accountId, DisplayName: "trainyard" });
