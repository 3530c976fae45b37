"""Laws that hold for every plan and every journal: one law a test, named after the law."""
