"""The template tags of the web app."""
