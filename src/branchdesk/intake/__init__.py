"""The door for everything people write: forms, values, spreadsheets, policy, branch.toml."""
