// Which stored tables a backup holds. A new table goes into one of the two lists.

/** Tables that are the truth, or cannot be worked out from it: a backup holds all their rows. */
export const keptTables: readonly string[] = [
  'installation', 'staff', 'team', 'second_factor', 'recovery_code', 'invitation', 'saved_view', 'default_view', 'subject',
  'history', 'history_content', 'operation', 'access_view', 'access_child', 'access_seal', 'import_batch', 'import_row',
  'import_problem', 'quarantine',
];

/** Tables that a backup leaves out, each with the reason. */
export const leftOutTables: Readonly<Record<string, string>> = {
  migration: 'restoring makes it anew',
  derivation: 'says by what the derived tables were made, which are worked out again',
  set_up_link: 'a link printed at one start of one program',
  sign_in: 'everybody signs in anew after restoring',
  password_given: 'as sign_in: it stands for ten minutes',
  kept_form: 'what was typed when a sign-in had ended, for an hour',
  sign_in_failure: 'counts the last hours only',
  backup: 'speaks of the folder of backups of one installation',
};
