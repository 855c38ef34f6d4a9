/** Schema option of what clients send: a parameter that we do not know is let pass, as in 2017. */
export const OPEN = { additionalProperties: true } as const;
