"""What can be wrong with the updates of a journal, by themselves and beside the plan."""
