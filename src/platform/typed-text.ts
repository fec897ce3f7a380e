// What an address says in somebody's own words.
import { z } from 'zod';

const MOST = 200;

/** A text of an address. What is longer than any value is no value either, and is told of by how it begins. */
export const typedText = z.string().trim().transform((whole) => (whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole)).optional().catch(undefined);
