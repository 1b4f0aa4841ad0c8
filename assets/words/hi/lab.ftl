## मान: क्यों नहीं लिया जा सकता (hospital/lab/judge.rs, unit.rs)।

fault-lab-number = “{ $value }” संख्या नहीं है। दशमलव बिंदु के साथ लिखें, जैसे 6.8, <0.5 या >1000।
fault-lab-physical = { $value } { $unit } संभव नहीं: शरीर में { $low } से { $high } { $unit } तक होता है। मान और इकाई फिर देखें।
fault-lab-choice = “{ $value }” इस जाँच का परिणाम नहीं है। इनमें से एक लिखें: { $hi }।
fault-lab-text-long = यह बहुत लंबा है। अधिक से अधिक { $max } अक्षर लिखें।
fault-lab-unit = इकाई { $unit } है, पर यह जाँच { $wanted } में रखी जाती है। मशीन से { $wanted } में भेजें, या परिणाम टाइप करें।
