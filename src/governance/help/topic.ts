/** Help about one kind of page: its text, and the addresses of the pages that it is about. */
export interface HelpTopic {
  /** Its name in addresses. */
  readonly topic: string;
  readonly title: string;
  /** Patterns of addresses, as the routes have them. */
  readonly pages: readonly string[];
  /** What the page is for, in a sentence or two. */
  readonly what: string;
  /** How to do what people mostly come for. With `what` they are the guide that a page offers at first use. */
  readonly steps: readonly string[];
  /** What surprises people. */
  readonly notes: readonly string[];
  /** Words of the glossary that it rests on. */
  readonly words: readonly string[];
}

/** Topics that belong together, as the list of help shows them. */
export interface HelpGroup {
  readonly title: string;
  readonly topics: readonly HelpTopic[];
}
