"""The provisions as static pages: without scripts, without anything fetched, each text in its own language."""
