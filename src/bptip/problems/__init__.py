"""What can be wrong with a plan or a journal: one check a function, its documentation beside it."""
