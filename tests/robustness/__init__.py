"""Bad files, in every reading command: the right exit code, words with a place, nothing touched."""
