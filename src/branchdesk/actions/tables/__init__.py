"""Lists of the desk as plain tables: shown on the screens, kept as files for a spreadsheet."""
