"""Work-plan tracker for the Bali Process Working Group on Trafficking in Persons."""

__version__ = "0.1.0"
