export async function* readSen2Csv(paths: string[]) { paths; }
