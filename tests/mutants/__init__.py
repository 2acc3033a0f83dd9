"""Small faults put into the models' SQL, one at a time, and whether the tests beside it notice."""
