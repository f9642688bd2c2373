"""The look of all pages: base page, components, tokens, scripts, icons."""
