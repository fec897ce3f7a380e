/** The channel of the database on which every recording is told, once it is there. What is told names nothing and nobody. */
export const RECORDED = 'recorded';
