/** How what stands in a stored table comes to change. */
type Change =
  /** The history itself, and the log of who looked. */
  | 'is the record' | 'is the log'
  /** By people, in one transaction with an entry of the history or of the access log (`enterChange`, or beside it): a form of `changing-forms.ts` does it. */
  | 'with an entry'
  /** By the program alone, and why no entry says so. */
  | { readonly byItself: string };

/** Every stored table. A new one gets its line here; a test fails until it has one, and where people change it until one of their forms is seen to. */
export const storedTables: Readonly<Record<string, Change>> = {
  subject: 'is the record',
  history: 'is the record',
  history_content: 'is the record',
  access_view: 'is the log',
  access_content: 'is the log',
  access_child: 'is the log',
  access_seal: 'is the log',
  installation: 'with an entry',
  staff: 'with an entry',
  team: 'with an entry',
  second_factor: 'with an entry',
  council_account: 'with an entry',
  recovery_code: 'with an entry',
  invitation: 'with an entry',
  kept_form: 'with an entry',
  import_batch: 'with an entry',
  quarantine: 'with an entry',
  given_problem: 'with an entry',
  fixed_report: 'with an entry',
  fixed_figure: 'with an entry',
  saved_view: 'with an entry',
  default_view: 'with an entry',
  allocation: 'with an entry',
  allocation_case: 'with an entry',
  advice_capacity: 'with an entry',
  alert_snooze: 'with an entry',
  digest_choice: 'with an entry',
  calendar_feed: 'with an entry',
  guide_hidden: 'with an entry',
  emergency_access: 'with an entry',
  emergency_review: 'with an entry',
  large_download: 'with an entry',
  large_download_answer: 'with an entry',
  operation: { byItself: 'what was answered to a form, so that the same form sent again is not done again: written with the entries that it made' },
  import_row: { byItself: 'what became of each row of a file that is loaded: whoever asked for it is entered with its batch' },
  import_problem: { byItself: 'the same of what is not as it should be in a file' },
  digest_mail: { byItself: 'which daily e-mails have gone' },
  backup: { byItself: 'what the nightly backup came to: whoever asks for one is entered' },
  sign_in: { byItself: 'counts the use of a sign-in to the minute: its beginning and end are entered' },
  password_given: { byItself: 'stands for ten minutes between the two steps of signing in, each of which is entered' },
  sign_in_failure: { byItself: 'counts what is refused, for an hour: each is entered, or that no more are' },
  sign_in_network: { byItself: 'from which networks an account was signed in to, for thirty days: each sign-in is entered' },
  set_up_link: { byItself: 'made anew at each start until it is used, which is entered' },
  derivation: { byItself: 'by what the derived tables were worked out' },
  past_midnight: { byItself: 'as known at which midnights rows are kept' },
  past_child: { byItself: 'of whom' },
  migration: { byItself: 'which migrations the database has had' },
};

/** The stored tables that people change with an entry. */
export const changedWithEntry = Object.keys(storedTables).filter((name) => storedTables[name] === 'with an entry');
