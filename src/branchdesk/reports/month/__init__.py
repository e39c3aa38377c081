"""The month-end summary: drawn up once, reckoned from its lines, shown four ways alike."""
