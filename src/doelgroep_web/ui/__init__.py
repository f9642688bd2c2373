"""The look of the web app: frame, components, design tokens, own elements. See README.md in this folder."""
