"""One module for each thing that a policy is judged by."""
