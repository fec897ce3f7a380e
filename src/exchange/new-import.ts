// Where files are sent, and what is said of checking them for viruses.

/** Where uploads are kept between the form and the job, and how they are checked for viruses. */
export interface ImportPlace { readonly dataDir: string; readonly scanning: 'missing' | 'nowhere' | 'elsewhere' | object }

const toldScanning: Readonly<Record<'missing' | 'nowhere' | 'elsewhere', string>> = {
  nowhere: 'It is not checked for viruses here: no scanner is set, and only this machine reaches Sightline.',
  elsewhere: 'It is not checked for viruses here: whoever runs Sightline says that files are checked before they arrive.',
  missing: 'No file can be loaded here yet: other machines reach Sightline, and no virus scanner is set. Whoever runs Sightline sets SIGHTLINE_VIRUS_SCANNER',
};

/** How files are checked for viruses, in words. */
export function scanningWords(scanning: ImportPlace['scanning']): string {
  return typeof scanning === 'object' ? 'It is checked for viruses before anything of it is read.' : toldScanning[scanning];
}

