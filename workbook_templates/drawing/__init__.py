"""How the default templates are drawn: one function a template."""
