"""A file is on the disk whole and for good, or not at all; and the machine's other plain doors.

Tables, chains of rows, the safe, locks, the clock, programs and the network.

Gives: kettingbestand, kettingregels, klok, kluis, ophalen, plaats, process, schijf, slot, systeem,
tables, teksttabel, uitvoer.
Uses: kern.
"""
