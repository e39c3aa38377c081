"""Tables from outside: .xlsx and text, made plain cells with the caps of the reading door."""
