"""What the ledger says of papers that do not agree with each other: candidates only, judged in `reconcile`."""
