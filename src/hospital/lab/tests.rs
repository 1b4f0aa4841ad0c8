//! The files of the laboratory are sound; values lie where the table says.
