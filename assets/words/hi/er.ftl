### आपातकाल, अज्ञात मरीज़, रजिस्टर और बाकी काम: स्क्रीन के शब्द।

## कुंजियाँ
command-new-arrival = नया आगमन
    .tip = आपातकाल में मरीज़ आया
command-packs = सामूहिक दुर्घटना पैक
    .tip = मरीज़ आने से पहले नंबर वाली पर्ची और कलाई-पट्टी छापें
command-fill-arrival = विवरण भरें
    .tip = आगमन या पैक का विवरण भरें या बदलें
command-admit-arrival = भर्ती
    .tip = मरीज़ को वार्ड में भर्ती करें
command-write-mlc = एमएलसी
    .tip = चिकित्सा-विधिक प्रपत्र लिखें
command-identify = पहचान
    .tip = बताएँ कि अज्ञात मरीज़ कौन है
command-leave-emergency = विदा
    .tip = बताएँ कि मरीज़ आपातकाल से कहाँ गया
command-print-band = कलाई-पट्टी
    .tip = कलाई-पट्टी फिर से छापें
command-man = पुरुष
    .tip = अज्ञात पुरुष को तुरंत सहेजें
command-woman = महिला
    .tip = अज्ञात महिला को तुरंत सहेजें
command-sex-unknown = लिंग अज्ञात
    .tip = ऐसे अज्ञात मरीज़ को सहेजें जिसका लिंग पता नहीं
command-new-record = नया रिकॉर्ड
    .tip = इस रजिस्टर में नया रिकॉर्ड लिखें
command-settle = बाकी काम करें
    .tip = पुलिस को सूचना, रजिस्ट्रार को सौंपा, या सामान दिया
command-correct = सुधारें
    .tip = रिकॉर्ड का नया रूप लिखें; पुराना बना रहता है
command-cancel-record = रिकॉर्ड रद्द
    .tip = कारण लिखकर रिकॉर्ड काट दें
command-print-book = रजिस्टर छापें
    .tip = दिखाए गए दिनों का रजिस्टर छापें
command-gaps = छूटे नंबरों की रिपोर्ट
    .tip = हर क्रम में दिए गए नंबर छापें, और कोई छूटा तो नहीं

## आपातकाल
er-title = आपातकाल
er-here = { $n ->
    [one] { $shown } यहाँ
   *[other] { $shown } यहाँ
}
er-unknown-n = { $n ->
    [one] { $shown } अज्ञात
   *[other] { $shown } अज्ञात
}
er-packs-n = { $n ->
    [one] { $shown } पैक तैयार
   *[other] { $shown } पैक तैयार
}
er-packs-left = { $n ->
    [one] { $shown } पैक बाकी
   *[other] { $shown } पैक बाकी
}
er-triage = ट्राइएज
er-condition = अवस्था, कैसे आए
er-filter-hint = नाम, नंबर, शिकायत, घटना
er-none = आपातकाल में अभी कोई नहीं है।
er-no-match = जो लिखा है, वैसा यहाँ कुछ नहीं है।
er-choose = तीर कुंजियों से आगमन चुनें, या उसकी पर्ची स्कैन करें।
er-triage-none = श्रेणी नहीं
er-open = दिखाएँ
er-close = छिपाएँ
er-pack = पैक
er-police = पुलिस मामला
er-mlc-due = एमएलसी बाकी
er-by-hour = आज के आगमन, घंटे से
er-minutes = { $n } मिनट
er-hours = { $n } घं { $minutes } मि
er-days = { $n } दिन
er-patient-number = मरीज़ नंबर
er-course = अब तक
er-late = { $by }, दर्ज { $at }
er-fill = विवरण भरें
er-fill-pack = यह पैक लगाएँ
er-admit = भर्ती
er-identify = पहचान
er-mlc = एमएलसी
er-leave = विदा
er-slip = पर्ची
er-band = कलाई-पट्टी
er-file = फ़ाइल
er-said-again = { $number } फिर से छप रहा है

## अज्ञात मरीज़
unknown-title = अज्ञात मरीज़
unknown-aside = एक अक्षर से सहेजें और छापें
unknown-what = एक अक्षर दबाएँ। मरीज़ को तुरंत नंबर मिलता है; पर्ची और कलाई-पट्टी छपती हैं।
unknown-age = देखने से आयु, वर्ष में
unknown-age-how = चाहें तो पहले अंक लिखें। Backspace से एक अंक हटता है।
unknown-man = पुरुष
unknown-woman = महिला
unknown-sex = पता नहीं
unknown-esc = अभी कुछ नहीं सहेजा गया। Esc से बिना रिकॉर्ड के लौटें।
unknown-saved = सहेजा गया; पर्ची और कलाई-पट्टी छप रही हैं
unknown-said = { $number } सहेजा गया
unknown-triage = ट्राइएज: दूसरी श्रेणी दबाने तक सबसे तत्काल श्रेणी रहती है
unknown-another = अगला मरीज़

## रजिस्टर
books-mlc = एमएलसी रजिस्टर
books-birth = जन्म
books-stillbirth = मृत-जन्म
books-death = मृत्यु
books-cause = मृत्यु के कारण
books-indent = माँग पत्र
books-admissions = भर्ती
books-discharges = छुट्टी
books-arrivals = आपातकालीन आगमन
books-from = कब से
books-to = कब तक
books-filter-hint = नाम, नंबर, रिकॉर्ड का कोई शब्द
books-n = { $n ->
    [one] { $shown } रिकॉर्ड
   *[other] { $shown } रिकॉर्ड
}
books-cancelled-n = { $n ->
    [one] { $shown } रद्द
   *[other] { $shown } रद्द
}
books-none = इन दिनों का कोई रिकॉर्ड नहीं है।
books-cancelled = रद्द
books-version = रूप { $n }
books-open-police = पुलिस को बताएँ
books-open-registrar = रजिस्ट्रार को सौंपें
books-open-issue = सामान देना है
books-police = पुलिस को सूचना
books-registrar = रजिस्ट्रार को
books-issue = सामान दिया
books-new-discharge = छुट्टी
books-print = छापें
books-print-one = काग़ज़ फिर छापें
books-gaps = छूटे नंबर
books-list-saved = { $path } में सहेजा गया
books-list-printing = सूची प्रिंटर को गई
books-column-discharged = छुट्टी का समय
books-column-child_sex = लिंग
books-column-weight_grams = वज़न (ग्रा)
books-column-line_a = (क) तात्कालिक कारण
books-column-line_b = (ख) जिससे हुआ
books-mother = माता
books-asked-by = किसने माँगा
books-column-father_name = पिता
books-column-outcome = परिणाम

## पहला पन्ना
home-due = बाकी और देर वाले काम
home-due-none = कुछ बाकी नहीं है।
home-due-more = { $n ->
    [one] रजिस्टरों में { $shown } और
   *[other] रजिस्टरों में { $shown } और
}
home-overdue-days = { $n ->
    [one] { $shown } दिन की देर
   *[other] { $shown } दिन की देर
}
home-overdue-hours = { $n ->
    [0] अभी देर हुई
    [one] { $shown } घंटे की देर
   *[other] { $shown } घंटे की देर
}
home-left-days = { $n ->
    [one] { $shown } दिन बाकी
   *[other] { $shown } दिन बाकी
}
home-left-hours = { $n ->
    [0] एक घंटे से कम बाकी
    [one] { $shown } घंटा बाकी
   *[other] { $shown } घंटे बाकी
}
home-in-beds = अभी बिस्तरों में
home-free-beds = बिस्तर खाली
home-emergency = अभी आपातकाल में

help-emergency = आपातकाल
help-books = रजिस्टर
