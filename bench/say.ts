/** Tells whoever watches how far it is. */
export type Say = (text: string) => void;
