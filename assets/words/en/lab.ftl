## Values: why one cannot be taken (hospital/lab/judge.rs, unit.rs).

fault-lab-number = “{ $value }” is not a number. Type it with a point, for example 6.8, <0.5 or >1000.
fault-lab-physical = { $value } { $unit } cannot be: a body has { $low } to { $high } { $unit }. Look at the value and the unit again.
fault-lab-choice = “{ $value }” is not a result of this test. Type one of: { $en }.
fault-lab-text-long = This text is too long. Use at most { $max } letters.
fault-lab-unit = The unit is { $unit }, but this test is kept in { $wanted }. Let the analyser send { $wanted }, or type the result.
