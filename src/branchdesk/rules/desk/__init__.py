"""Rules about the desk as a whole: what a case lacks, when it is filed, how long it is kept."""
