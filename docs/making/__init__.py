"""Makes the parts of the documentation that follow from the program: a file each kind of part."""
