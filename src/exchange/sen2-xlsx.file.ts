export async function* readSen2Workbook(path: string, o: unknown) { path;o; }
