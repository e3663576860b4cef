//! Calendar dates, clock times, zones, durations, and periods that may be uncertain.
