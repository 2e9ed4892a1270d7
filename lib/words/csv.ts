/** Why the first bytes of a file could not be read as a table, and what to do. */
export const sampleProblems = {
  empty: { title: "The file is empty", fix: "Choose a file with at least one row." },
  utf16: {
    title: "The file is UTF-16 text",
    fix: "Excel calls it Unicode text. Save it as “CSV UTF-8” and choose that file.",
  },
  binary: {
    title: "This is not a CSV file",
    fix: "It holds bytes that are no text. Export the table as CSV and choose that file.",
  },
  otherText: {
    title: "This is a web page, XML or JSON, and no CSV",
    fix: "Export the table as CSV and choose that file. A download that needed a sign-in may be the page that asks for it.",
  },
  oneColumn: {
    title: "This does not look like a table",
    fix: "No delimiter was found: comma, semicolon, tab and bar were tried. Check that it is a CSV file.",
  },
  compressed: {
    title: "The file is compressed",
    fix: "Unpack it first and choose the CSV inside.",
  },
  unreadable: {
    title: "No whole row could be read",
    fix: "Check the file's quotes and line ends.",
  },
} as const;
