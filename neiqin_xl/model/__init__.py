"""What is declared and passed around: field kinds, sheet types, tables, findings, rules, reports."""
