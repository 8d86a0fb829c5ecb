/** Exit codes of a child that the supervisor tells apart from a crash: starting again cannot help. */
export const EXIT = { portTaken: 98, portForbidden: 97 } as const;
